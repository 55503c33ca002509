package outlayer.evaluate;

import java.util.Arrays;
import outlayer.stats.MidRank;

/** The scores of one class in ascending order, and counts in them. */
final class SortedScores {

    private SortedScores() {}

    static double[] normal(double[] scores, boolean[] anomalous) {
        return sorted(scores, anomalous, false);
    }

    static double[] anomalous(double[] scores, boolean[] anomalous) {
        return sorted(scores, anomalous, true);
    }

    /** How many of {@code sorted} are below {@code score}, those equal to it counting half. */
    static double midCountBelow(double[] sorted, double score) {
        return MidRank.below(sorted, score);
    }

    private static double[] sorted(double[] scores, boolean[] anomalous, boolean wanted) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException(
                    "%d scores, but labels of %d examples".formatted(scores.length, anomalous.length));
        }
        double[] chosen = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("Score %d is NaN; leave the example out".formatted(i));
            }
            if (anomalous[i] == wanted) {
                chosen[count++] = scores[i];
            }
        }
        double[] sorted = Arrays.copyOf(chosen, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
