package outlayer.detector;

import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/**
 * Mahalanobis distance as if features were uncorrelated, per dimension: sum_j (x_j - mu_j)^2 / C_jj / d over the features whose
 * variance C_jj exceeds a floor. Always in double. Safe to share between threads.
 */
final class DiagonalMahalanobis implements Detector {

    private final double[] mean;

    /** 1 / C_jj, 0 for a feature that is left out. */
    private final double[] precisions;

    /**
     * Over the features whose variance exceeds {@code floor}.
     *
     * @throws NotApplicableException where the trusted vectors have no variance
     */
    DiagonalMahalanobis(Gaussian gaussian, double floor) {
        Variance.check(gaussian);
        this.mean = gaussian.mean();
        this.precisions = new double[mean.length];
        for (int j = 0; j < precisions.length; j++) {
            double variance = gaussian.variances()[j];
            precisions[j] = variance > floor ? 1 / variance : 0;
        }
    }

    @Override
    public double[] score(Matrix x) {
        int d = mean.length;
        Vectors.check(x, d);
        double[] scores = new double[x.rows()];
        double[] row = new double[d];
        for (int i = 0; i < scores.length; i++) {
            x.readRow(i, row);
            double sum = 0;
            for (int j = 0; j < d; j++) {
                double centred = row[j] - mean[j];
                sum += centred * centred * precisions[j];
            }
            scores[i] = sum / d;
        }
        return scores;
    }
}
