package outlayer.flag;

import java.util.Arrays;

/**
 * How unusual a score is among the scores of normal examples that no fit has seen: p = (1 + number of calibration scores at or above
 * it) / (n + 1). Whatever the detector, a normal example's p is at most u with probability at most u (Vovk, Gammerman & Shafer 2005; as
 * tests for outliers, Bates, Candès, Lei, Romano & Sesia 2023, equation 2). Immutable.
 */
public final class ConformalPValues {

    private final double[] calibration;

    private ConformalPValues(double[] calibration) {
        this.calibration = calibration;
    }

    /** From scores of normal examples, none of them NaN. */
    public static ConformalPValues of(double[] calibration) {
        double[] sorted = calibration.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0 || Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException(
                    sorted.length == 0
                            ? "There are no calibration scores; give the dataset a part `calibration`"
                            : "A calibration score is NaN; leave examples without a score out");
        }
        return new ConformalPValues(sorted);
    }

    /** The number of calibration scores, n. */
    public int n() {
        return calibration.length;
    }

    /** What the strangest of all scores would get: 1 / (n + 1). No rate below it can flag anything. */
    public double smallest() {
        return 1.0 / (calibration.length + 1);
    }

    /** p of one score, between {@link #smallest} and 1; ties count as at or above. */
    public double of(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("The score is NaN, expected a number; leave such examples out");
        }
        int below = 0;
        int end = calibration.length;
        while (below < end) {
            int middle = (below + end) >>> 1;
            if (calibration[middle] < score) {
                below = middle + 1;
            } else {
                end = middle;
            }
        }
        return (1.0 + calibration.length - below) / (calibration.length + 1);
    }
}
