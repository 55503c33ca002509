package outlayer.stats;

import outlayer.linalg.Matrix;

/**
 * How much to shrink a covariance C = sum (x - mu)(x - mu)^T / n towards the identity: (1 - s) C + s m I with m = trace(C) / d and the
 * intensity s that Ledoit and Wolf estimate (A well-conditioned estimator for large-dimensional covariance matrices, 2004, lemma
 * 3.2 to 3.4): s = min(b, a) / a, a = |C - m I|^2 and b = sum_k |(x_k - mu)(x_k - mu)^T - C|^2 / n^2, in the Frobenius norm. As there,
 * and unlike elsewhere, C is a mean over n and not over n - 1.
 *
 * @param intensity s, in [0, 1]
 * @param meanVariance m
 * @param n the number of vectors
 */
public record LedoitWolf(double intensity, double meanVariance, long n) {

    public LedoitWolf {
        if (!(intensity >= 0 && intensity <= 1 && meanVariance >= 0)) {
            throw new IllegalArgumentException(
                    "Shrinkage has intensity %s in [0, 1] towards a mean variance %s, at least 0"
                            .formatted(intensity, meanVariance));
        }
    }

    /**
     * The intensity for that Gaussian. By |x x^T - C|^2 summing to sum |x|^4 - n |C|^2 it needs of the rows only their lengths.
     *
     * @param rows [any, d], all of the rows that it was fitted to or a sample of them
     */
    public static LedoitWolf of(Gaussian gaussian, Matrix rows) {
        long n = gaussian.n();
        int d = gaussian.dimension();
        double toMean = (n - 1.0) / n;
        double m = toMean * gaussian.spectrum().totalVariance() / d;
        double squaredNorm = 0;
        for (double value : gaussian.spectrum().values()) {
            squaredNorm += value * value * toMean * toMean;
        }
        double a = squaredNorm - d * m * m;
        double b = (meanFourthPower(gaussian.mean(), rows) - squaredNorm) / n;
        return new LedoitWolf(b <= 0 || a <= 0 ? 0 : Math.min(b, a) / a, m, n);
    }

    /** The shrunk form of a variance, or of an eigenvalue, of the covariance over n - 1. */
    public double shrink(double variance) {
        return (1 - intensity) * variance * (n - 1) / n + intensity * meanVariance;
    }

    /** The mean of |x - mu|^4. */
    private static double meanFourthPower(double[] mean, Matrix rows) {
        double[] row = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            rows.readRow(i, row);
            double squared = 0;
            for (int j = 0; j < row.length; j++) {
                double centred = row[j] - mean[j];
                squared += centred * centred;
            }
            sum += squared * squared;
        }
        return sum / rows.rows();
    }
}
