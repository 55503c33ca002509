package outlayer.flag;

import java.util.Arrays;

/**
 * Chooses among many p-values those to report, so that at most a given share of what is reported is expected to be false (Benjamini &
 * Hochberg 1995, theorem 1). Holds for conformal p-values of one calibration set as well, which depend on each other positively (Bates et
 * al. 2023, theorem 2).
 */
public final class BenjaminiHochberg {

    /** A p-value that equals its bound but for rounding is reported. */
    private static final double ROUNDING = 1 + 1e-12;

    private BenjaminiHochberg() {}

    /**
     * The largest p-value that is reported: p_(k) of the largest k with p_(k) <= rate k / m, over m sorted p-values; 0 where nothing is.
     *
     * @param rate of false discoveries, between 0 and 1
     */
    public static double threshold(double[] p, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "False discovery rate is " + rate + ", expected a share between 0 and 1");
        }
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        for (int k = sorted.length; k > 0; k--) {
            if (sorted[k - 1] <= rate * k / sorted.length * ROUNDING) {
                return sorted[k - 1];
            }
        }
        return 0;
    }

    /**
     * For each p-value the smallest rate at which it would be reported, in the order given: the k-th smallest of m becomes the least
     * m p_(j) / j over j from k on (Yekutieli & Benjamini 1999, definition 2.4), at most 1.
     */
    public static double[] adjust(double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        double[] rates = new double[sorted.length];
        double least = 1;
        for (int k = sorted.length; k > 0; k--) {
            least = Math.min(least, sorted[k - 1] * sorted.length / k);
            rates[k - 1] = least;
        }
        // Equal p-values have equal rates, so that any of their places will do.
        return Arrays.stream(p)
                .map(one -> rates[Arrays.binarySearch(sorted, one)])
                .toArray();
    }

    /**
     * The fewest of m examples that can be reported, where any are: the least k with 1 / (n + 1) <= rate k / m, as n calibration scores
     * give no smaller p. Their p need not be that small: k of them at rate k / m or below are reported as well.
     */
    public static long leastReported(int n, long m, double rate) {
        return (long) Math.ceil(m / (rate * (n + 1)) - 1e-9);
    }
}
