package outlayer.detector;

import java.util.stream.IntStream;
import outlayer.linalg.SparseRows;

/**
 * The mean over latents of ((x_j - m_j) / s_j)^2, at a cost per row that grows with its active latents only: the sum of (m_j / s_j)^2 over
 * all is made once, and each active latent adds (x_j^2 - 2 x_j m_j) / s_j^2.
 *
 * <p>A latent that was active with one and the same value in every trusted row would add a huge number and take it off again, and with it
 * the digits of all others: such latents, of which there are at most as many as a row has numbers, are left out of that sum and looked
 * up in each row.
 */
final class LatentDistance implements SparseDetector {

    /** Of a mean by its deviation; a double has 16 digits, so the rest keeps 8. */
    private static final double STEADY = 1e4;

    private final double[] mean;
    private final double[] deviation;
    private final int[] steady;
    private final double base;

    /** Of m [latents] and s [latents], which are not copied. */
    LatentDistance(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
        this.steady = IntStream.range(0, mean.length).filter(this::isSteady).toArray();
        this.base = IntStream.range(0, mean.length)
                .filter(j -> !isSteady(j))
                .mapToDouble(j -> square(mean[j] / deviation[j]))
                .sum();
    }

    @Override
    public double[] score(SparseRows x) {
        LatentMoments.check(x, mean.length);
        double[] scores = new double[x.rows()];
        for (int i = 0; i < scores.length; i++) {
            double sum = base;
            for (int at = i * x.k(); at < (i + 1) * x.k(); at++) {
                int latent = x.indices()[at];
                if (latent != SparseRows.NONE && !isSteady(latent)) {
                    double value = x.values()[at] / deviation[latent];
                    sum += value * (value - 2 * mean[latent] / deviation[latent]);
                }
            }
            for (int latent : steady) {
                sum += square((valueIn(x, i, latent) - mean[latent]) / deviation[latent]);
            }
            scores[i] = sum / mean.length;
        }
        return scores;
    }

    private boolean isSteady(int latent) {
        return Math.abs(mean[latent]) > STEADY * deviation[latent];
    }

    private static double valueIn(SparseRows x, int i, int latent) {
        for (int at = i * x.k(); at < (i + 1) * x.k(); at++) {
            if (x.indices()[at] == latent) {
                return x.values()[at];
            }
        }
        return 0;
    }

    private static double square(double value) {
        return value * value;
    }
}
