package outlayer.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Pearson's correlation of pairs with its 95 % interval and two-sided p, both by Fisher's z = atanh r, of standard error
 * 1 / sqrt(n - 3) (Fisher 1921), and Spearman's beside it.
 */
public record Correlation(int pairs, double pearson, double low, double high, double p, double spearman) {

    /** Fewest pairs for which z has a standard error. */
    public static final int FEWEST = 4;

    /** Standard deviations of the residuals from the line of least squares past which a pair is an outlier. */
    private static final double FAR = 2;

    /** Empty with fewer than {@link #FEWEST} pairs, or where either side does not vary. */
    public static Optional<Correlation> of(double[] x, double[] y) {
        OptionalDouble spearman = RankCorrelation.spearman(x, y);
        if (x.length < FEWEST || spearman.isEmpty()) {
            return Optional.empty();
        }
        double r = Math.max(-1, Math.min(1, sum(x, y) / Math.sqrt(sum(x, x)) / Math.sqrt(sum(y, y))));
        double error = 1 / Math.sqrt(x.length - 3.0);
        double z = 0.5 * Math.log((1 + r) / (1 - r));
        return Optional.of(new Correlation(
                x.length,
                r,
                Math.tanh(z - AucInterval.Z * error),
                Math.tanh(z + AucInterval.Z * error),
                Double.isInfinite(z) ? 0 : NormalTail.twoSided(z / error),
                spearman.getAsDouble()));
    }

    /** Positions of pairs far from the line of least squares of y on x; none where x does not vary or all lie on the line. */
    public static List<Integer> outliers(double[] x, double[] y) {
        double xx = sum(x, x);
        double slope = xx == 0 ? 0 : sum(x, y) / xx;
        double meanX = mean(x);
        double meanY = mean(y);
        double[] residuals = new double[x.length];
        double square = 0;
        for (int i = 0; i < x.length; i++) {
            residuals[i] = y[i] - meanY - slope * (x[i] - meanX);
            square += residuals[i] * residuals[i];
        }
        double deviation = Math.sqrt(square / Math.max(1, x.length - 2));
        List<Integer> outliers = new ArrayList<>();
        for (int i = 0; i < x.length && deviation > 1e-12; i++) {
            if (Math.abs(residuals[i]) > FAR * deviation) {
                outliers.add(i);
            }
        }
        return List.copyOf(outliers);
    }

    /** Of products of differences from the means. */
    private static double sum(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - meanX) * (y[i] - meanY);
        }
        return sum;
    }

    private static double mean(double[] x) {
        return Arrays.stream(x).average().orElse(0);
    }
}
