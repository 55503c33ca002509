package outlayer.evaluate;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the scores of one cell are spread, by character and by whether the two labels agree. Bins are equally wide from the 0.5 %
 * to the 99.5 % quantile of all scores; the first and the last count what lies beyond, since scores have long tails.
 *
 * @param low lower end of the second bin
 * @param high upper end of the last bin but one
 * @param counts of every {@link Kind}, by bin
 */
public record ScoreHistogram(double low, double high, Map<Kind, List<Integer>> counts) {

    /** Bins between the two that count what lies beyond. */
    public static final int BINS = 40;

    private static final double TAIL = 0.005;

    /** Who was asked, and whether Alice and Bob would answer the same. */
    public enum Kind {
        ALICE_AGREE,
        ALICE_DISAGREE,
        BOB_AGREE,
        BOB_DISAGREE;

        static Kind of(TestExample example) {
            if (example.anomalous()) {
                return example.labelsAgree() ? BOB_AGREE : BOB_DISAGREE;
            }
            return example.labelsAgree() ? ALICE_AGREE : ALICE_DISAGREE;
        }
    }

    public ScoreHistogram {
        counts = Map.copyOf(counts);
        for (Kind kind : Kind.values()) {
            List<Integer> row = counts.get(kind);
            if (row == null || row.size() != BINS + 2) {
                throw new IllegalArgumentException("Histogram of %s: %s, expected counts of %d bins"
                        .formatted(kind, row == null ? "no counts" : row, BINS + 2));
            }
        }
    }

    /** An example whose score is NaN is left out. */
    static ScoreHistogram of(double[] scores, List<TestExample> examples) {
        double[] finite =
                Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
        double low = finite.length == 0 ? 0 : finite[(int) Math.floor(TAIL * (finite.length - 1))];
        double high = finite.length == 0 ? 0 : finite[(int) Math.ceil((1 - TAIL) * (finite.length - 1))];
        Map<Kind, List<Integer>> counts = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            counts.put(kind, count(kind, scores, examples, low, high));
        }
        return new ScoreHistogram(low, high, counts);
    }

    /** Counts of one kind, by bin. */
    List<Integer> of(Kind kind) {
        return counts.getOrDefault(kind, List.of());
    }

    private static List<Integer> count(
            Kind kind, double[] scores, List<TestExample> examples, double low, double high) {
        int[] counts = new int[BINS + 2];
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isNaN(scores[i]) && Kind.of(examples.get(i)) == kind) {
                counts[bin(scores[i], low, high)]++;
            }
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private static int bin(double score, double low, double high) {
        if (score < low) {
            return 0;
        }
        if (score > high) {
            return BINS + 1;
        }
        return high == low ? 1 : 1 + Math.min(BINS - 1, (int) ((score - low) / (high - low) * BINS));
    }
}
