package outlayer.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes the scores of a subset's examples out of a column, with their labels and the clusters that they form. */
final class SubsetScores {

    private final List<TestExample> examples;
    private final int[] questions;
    private final int[] names;

    SubsetScores(List<TestExample> examples) {
        this.examples = examples;
        this.questions = numbered(examples, TestExample::question);
        this.names = numbered(examples, TestExample::name);
    }

    /** An example without a score is left out, and counted; of a column without scores none is, and the scores are NaN. */
    Scored scored(ScoreColumn column, Subset subset) {
        double[] all = column.scores();
        int[] members = IntStream.range(0, examples.size())
                .filter(i -> subset.contains(examples.get(i)))
                .toArray();
        int[] kept = all == null
                ? members
                : IntStream.of(members).filter(i -> !Double.isNaN(all[i])).toArray();
        return new Scored(kept, all, members.length - kept.length);
    }

    /** The distinct values of a property, numbered in order of appearance. */
    private static int[] numbered(List<TestExample> examples, Function<TestExample, String> property) {
        Map<String, Integer> numbers = new HashMap<>();
        return examples.stream()
                .mapToInt(example -> {
                    int next = numbers.size();
                    return numbers.computeIfAbsent(property.apply(example), value -> next);
                })
                .toArray();
    }

    /** Parallel arrays of the examples that are left. */
    final class Scored {
        private final int[] kept;
        private final double[] scores;
        private final boolean[] anomalous;
        private final int leftOut;

        private Scored(int[] kept, double @Nullable [] all, int leftOut) {
            this.kept = kept;
            this.leftOut = leftOut;
            this.scores = new double[kept.length];
            this.anomalous = new boolean[kept.length];
            for (int i = 0; i < kept.length; i++) {
                scores[i] = all == null ? Double.NaN : all[kept[i]];
                anomalous[i] = examples.get(kept[i]).anomalous();
            }
        }

        double[] scores() {
            return scores;
        }

        boolean[] anomalous() {
            return anomalous;
        }

        /** Which question each example asks, by number. */
        int[] questions() {
            return picked(questions);
        }

        /** Which name each example shows, by number. */
        int[] names() {
            return picked(names);
        }

        int anomalies() {
            return (int)
                    IntStream.range(0, kept.length).filter(i -> anomalous[i]).count();
        }

        int normals() {
            return kept.length - anomalies();
        }

        int leftOut() {
            return leftOut;
        }

        private int[] picked(int[] values) {
            return IntStream.of(kept).map(i -> values[i]).toArray();
        }
    }
}
