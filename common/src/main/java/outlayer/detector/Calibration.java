package outlayer.detector;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import outlayer.stats.MidRank;

/** Makes the scores of layers comparable by those of normal examples that no fit saw; needs no labels. */
final class Calibration {

    private final double[] ascending;
    private final double mean;
    private final double deviation;

    /** By these scores, of which NaN (no score) does not count. */
    Calibration(double[] scores) {
        this.ascending = Arrays.stream(scores)
                .filter(score -> !Double.isNaN(score))
                .sorted()
                .toArray();
        this.mean = Arrays.stream(ascending).average().orElse(0);
        double scatter = 0;
        for (double score : ascending) {
            scatter += (score - mean) * (score - mean);
        }
        this.deviation = ascending.length < 2 ? 0 : Math.sqrt(scatter / (ascending.length - 1));
    }

    /** Whether there is a score at all to rank others among. */
    boolean ranks() {
        return ascending.length > 0;
    }

    /** Whether the scores vary, so that they have a unit. */
    boolean standardises() {
        return ranks() && ascending[0] < ascending[ascending.length - 1];
    }

    /** The share of calibration scores below each, ties counting half, in [0, 1]. */
    double[] rank(double[] scores) {
        return map(scores, score -> MidRank.below(ascending, score) / ascending.length);
    }

    /** (score - mean) / standard deviation. */
    double[] standardise(double[] scores) {
        return map(scores, score -> (score - mean) / deviation);
    }

    private static double[] map(double[] scores, DoubleUnaryOperator form) {
        return Arrays.stream(scores)
                .map(score -> Double.isNaN(score) ? Double.NaN : form.applyAsDouble(score))
                .toArray();
    }
}
