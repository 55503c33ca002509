package outlayer.evaluate;

import java.util.Arrays;
import java.util.Optional;

/**
 * The ROC curve as counts: one point per distinct score, from the strictest threshold to the loosest. Examples of equal
 * score enter together, so the order of the input does not matter.
 */
public final class RocCurve {

    private final int[] falsePositives;
    private final int[] truePositives;

    private RocCurve(int[] falsePositives, int[] truePositives) {
        this.falsePositives = falsePositives;
        this.truePositives = truePositives;
    }

    /** Empty when a class has no example. */
    public static Optional<RocCurve> of(double[] scores, boolean[] anomalous) {
        double[] normal = SortedScores.normal(scores, anomalous);
        double[] strange = SortedScores.anomalous(scores, anomalous);
        if (normal.length == 0 || strange.length == 0) {
            return Optional.empty();
        }
        int[] falsePositives = new int[scores.length];
        int[] truePositives = new int[scores.length];
        int points = 0;
        int n = normal.length;
        int m = strange.length;
        while (n > 0 || m > 0) {
            double threshold = m == 0 || (n > 0 && normal[n - 1] > strange[m - 1]) ? normal[n - 1] : strange[m - 1];
            while (n > 0 && normal[n - 1] == threshold) {
                n--;
            }
            while (m > 0 && strange[m - 1] == threshold) {
                m--;
            }
            falsePositives[points] = normal.length - n;
            truePositives[points++] = strange.length - m;
        }
        return Optional.of(new RocCurve(Arrays.copyOf(falsePositives, points), Arrays.copyOf(truePositives, points)));
    }

    /** Normal examples at or above each threshold. */
    public int[] falsePositives() {
        return falsePositives;
    }

    /** Anomalous examples at or above each threshold. */
    public int[] truePositives() {
        return truePositives;
    }

    /** Average precision, sum_k (R_k - R_(k-1)) P_k over the thresholds, without interpolation. */
    public double averagePrecision() {
        double sum = 0;
        int before = 0;
        for (int k = 0; k < truePositives.length; k++) {
            double precision = (double) truePositives[k] / (truePositives[k] + falsePositives[k]);
            sum += (truePositives[k] - before) * precision;
            before = truePositives[k];
        }
        return sum / before;
    }

    /** The largest share of anomalies found at a threshold that flags at most this share of the normal examples. */
    public double truePositiveRate(double falsePositiveRate) {
        int last = truePositives.length - 1;
        double allowed = falsePositiveRate * falsePositives[last] + 1e-9;
        int found = 0;
        for (int k = 0; k <= last && falsePositives[k] <= allowed; k++) {
            found = truePositives[k];
        }
        return (double) found / truePositives[last];
    }

    /**
     * What is left of the normal examples once enough of the highest scores are thrown away that no anomaly remains: the share
     * of them that score below every anomaly (cupbearer's "perfect filter remainder", METHODS.md section 4). 1 is perfect
     * separation, 0 a lowest score that is an anomaly's. No threshold parts equal scores, so a normal example that ties with
     * the lowest anomaly goes with it.
     */
    public double normalsLeft() {
        int last = truePositives.length - 1;
        int perfect = 0;
        while (truePositives[perfect] < truePositives[last]) {
            perfect++;
        }
        return 1 - (double) falsePositives[perfect] / falsePositives[last];
    }
}
