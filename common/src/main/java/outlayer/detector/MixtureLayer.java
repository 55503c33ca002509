package outlayer.detector;

import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.stats.BodnarShrinkage;
import outlayer.stats.NormalDensity;

/** One layer of a {@link GaussianMixtureMethod}: its unlabelled vectors in r coordinates, the trusted density and the one that moves. */
final class MixtureLayer {

    private final SharedSubspace space;
    private final Matrix y;
    private final double[] trusted;
    private NormalDensity untrusted;

    /** Starts from the two distributions of the likelihood ratio. */
    MixtureLayer(SharedSubspace space, Matrix unlabelled) {
        this.space = space;
        this.y = space.coordinates(unlabelled);
        this.trusted = space.trusted().logDensities(y);
        this.untrusted = space.unlabelled();
    }

    int rows() {
        return y.rows();
    }

    /** Adds the probability that each row is untrusted, both being as probable before it was seen. */
    void addResponsibilities(double[] sum) {
        double[] densities = untrusted.logDensities(y);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += 1 / (1 + Math.exp(trusted[i] - densities[i]));
        }
    }

    /** The untrusted mean and shrunk covariance of rows with those weights, whose sum is {@code total}. */
    void maximise(double[] weights, double total) {
        int r = y.cols();
        double[] mean = new double[r];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < r; j++) {
                mean[j] += weights[i] / total * y.values()[i * r + j];
            }
        }
        Matrix covariance = covariance(weights, total, mean);
        BodnarShrinkage shrinkage = BodnarShrinkage.of(covariance, total);
        if (shrinkage.meanVariance() > 0) {
            untrusted = new NormalDensity(mean, shrinkage.shrink(covariance));
        }
    }

    Parameters parameters() {
        return space.ratio(untrusted);
    }

    private Matrix covariance(double[] weights, double total, double[] mean) {
        int r = y.cols();
        double[] row = new double[r];
        try (NativeMatrix weighted = NativeMatrix.allocate(weights.length, r);
                NativeMatrix scatter = NativeMatrix.allocate(r, r)) {
            for (int i = 0; i < weights.length; i++) {
                double scale = Math.sqrt(weights[i] / total);
                for (int j = 0; j < r; j++) {
                    row[j] = scale * (y.values()[i * r + j] - mean[j]);
                }
                weighted.writeRow(i, 0, row, r);
            }
            Blas.scatter(weighted, weights.length, 0, scatter);
            Matrix covariance = Matrix.zeros(r, r);
            for (int i = 0; i < r; i++) {
                for (int j = i; j < r; j++) {
                    covariance.values()[i * r + j] = scatter.at(i, j);
                    covariance.values()[j * r + i] = scatter.at(i, j);
                }
            }
            return covariance;
        }
    }
}
