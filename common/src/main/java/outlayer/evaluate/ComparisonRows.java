package outlayer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of {@code comparisons.csv}: all pairs of aggregates of one group on one subset, over the examples that
 * every aggregate scores. Holm's correction is over the p-values of one subset, which is the family that a row names.
 */
final class ComparisonRows {

    private ComparisonRows() {}

    static List<ComparisonRow> of(
            ResultKey key, List<TestExample> examples, List<ScoreColumn> aggregates, Subset subset) {
        List<ScoreColumn> defined =
                aggregates.stream().filter(column -> column.scores() != null).toList();
        int[] members = IntStream.range(0, examples.size())
                .filter(i -> subset.contains(examples.get(i)))
                .filter(i -> defined.stream().noneMatch(column -> Double.isNaN(scores(column)[i])))
                .toArray();
        boolean[] anomalous = new boolean[members.length];
        for (int i = 0; i < members.length; i++) {
            anomalous[i] = examples.get(members[i]).anomalous();
        }
        List<Scored> scored = new ArrayList<>();
        for (ScoreColumn column : defined) {
            double[] values =
                    IntStream.of(members).mapToDouble(i -> scores(column)[i]).toArray();
            RocAuc.of(values, anomalous)
                    .ifPresent(auc ->
                            scored.add(new Scored(column.key().toString(), auc, RankCorrelation.midRanks(values))));
        }
        return rows(key, subset, pairs(scored));
    }

    private static List<Pair> pairs(List<Scored> scored) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < scored.size(); i++) {
            for (int j = i + 1; j < scored.size(); j++) {
                pairs.add(new Pair(scored.get(i), scored.get(j)));
            }
        }
        return pairs;
    }

    private static List<ComparisonRow> rows(ResultKey key, Subset subset, List<Pair> pairs) {
        String family = "aggregates of %s, subset %s: %d pairs".formatted(key, subset.key(), pairs.size());
        List<Optional<AucComparison>> found = pairs.stream().map(Pair::compare).toList();
        double[] adjusted = Holm.adjust(found.stream()
                .flatMap(Optional::stream)
                .map(AucComparison::p)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
        List<ComparisonRow> rows = new ArrayList<>();
        int tested = 0;
        for (int i = 0; i < pairs.size(); i++) {
            AucComparison comparison = found.get(i).orElse(null);
            Double p = comparison == null ? null : comparison.p();
            rows.add(pairs.get(i).row(key, subset, comparison, p == null ? null : adjusted[tested++], family));
        }
        return rows;
    }

    private static double[] scores(ScoreColumn column) {
        return Objects.requireNonNull(column.scores());
    }

    /** One aggregate with what every pair needs of it. */
    private static final class Scored {
        private final String key;
        private final RocAuc auc;
        private final double[] ranks;

        Scored(String key, RocAuc auc, double[] ranks) {
            this.key = key;
            this.auc = auc;
            this.ranks = ranks;
        }
    }

    private record Pair(Scored first, Scored second) {

        Optional<AucComparison> compare() {
            return AucComparison.of(first.auc, second.auc);
        }

        ComparisonRow row(
                ResultKey key,
                Subset subset,
                @Nullable AucComparison comparison,
                @Nullable Double adjusted,
                String family) {
            OptionalDouble correlation = RankCorrelation.ofRanks(first.ranks, second.ranks);
            return new ComparisonRow(
                    key.model(),
                    key.dataset(),
                    key.variant(),
                    subset.key(),
                    first.key,
                    second.key,
                    first.auc.auc() - second.auc.auc(),
                    comparison == null ? null : comparison.low(),
                    comparison == null ? null : comparison.high(),
                    comparison == null ? null : comparison.p(),
                    adjusted,
                    family,
                    correlation.isPresent() ? correlation.getAsDouble() : null);
        }
    }
}
