package outlayer.stats;

import outlayer.linalg.Cholesky;
import outlayer.linalg.Matrix;
import outlayer.linalg.SymmetricEigen;

/** The density of a normal distribution with mean [p] and positive definite covariance [p, p]. Immutable. */
public final class NormalDensity {

    private final double[] mean;
    private final Matrix covariance;

    /** Neither is copied. */
    public NormalDensity(double[] mean, Matrix covariance) {
        if (covariance.rows() != mean.length || covariance.cols() != mean.length) {
            throw new IllegalArgumentException(
                    "Mean has %d components, covariance is %s".formatted(mean.length, covariance));
        }
        this.mean = mean;
        this.covariance = covariance;
    }

    /** [p]. */
    public double[] mean() {
        return mean;
    }

    /** The natural logarithm of the density at each row of {@code y} [n, p]. */
    public double[] logDensities(Matrix y) {
        int p = mean.length;
        Matrix centred = Matrix.zeros(y.rows(), p);
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] = y.values()[i] - mean[i % p];
        }
        double[] densities = new double[y.rows()];
        try (Cholesky factor = Cholesky.of(covariance)) {
            Matrix solved = factor.solve(centred);
            double constant = p * Math.log(2 * Math.PI) + factor.logDeterminant();
            for (int i = 0; i < densities.length; i++) {
                double distance = 0;
                for (int j = i * p; j < (i + 1) * p; j++) {
                    distance += centred.values()[j] * solved.values()[j];
                }
                densities[i] = -(distance + constant) / 2;
            }
        }
        return densities;
    }

    /** ln det of the covariance. */
    public double logDeterminant() {
        try (Cholesky factor = Cholesky.of(covariance)) {
            return factor.logDeterminant();
        }
    }

    /** W [p, p] with W^T W the inverse of the covariance. */
    public Matrix whitening() {
        SymmetricEigen eigen = SymmetricEigen.of(covariance);
        int p = mean.length;
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                eigen.vectors().values()[i * p + j] /= Math.sqrt(eigen.values()[i]);
            }
        }
        return eigen.vectors();
    }
}
