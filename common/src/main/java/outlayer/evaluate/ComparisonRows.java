package outlayer.evaluate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of {@code comparisons.csv} of one family on one subset, over the examples that every one of its scores has. Holm's
 * correction is over the p-values of one subset. Placements and ranks are made once for a score, a pair costs its covariance.
 */
final class ComparisonRows {

    private final ResultKey key;
    private final List<TestExample> examples;

    ComparisonRows(ResultKey key, List<TestExample> examples) {
        this.key = key;
        this.examples = examples;
    }

    List<ComparisonRow> of(ComparisonFamily family, Subset subset) {
        List<ScoreColumn> columns = family.pairs().stream()
                .flatMap(pair -> Stream.of(pair.first(), pair.second()))
                .distinct()
                .toList();
        int[] members = IntStream.range(0, examples.size())
                .filter(i -> subset.contains(examples.get(i)))
                .filter(i -> columns.stream().noneMatch(column -> Double.isNaN(scores(column)[i])))
                .toArray();
        boolean[] anomalous = new boolean[members.length];
        for (int i = 0; i < members.length; i++) {
            anomalous[i] = examples.get(members[i]).anomalous();
        }
        IdentityHashMap<ScoreColumn, Placed> placed = new IdentityHashMap<>();
        for (ScoreColumn column : columns) {
            double[] values =
                    IntStream.of(members).mapToDouble(i -> scores(column)[i]).toArray();
            Optional<RocAuc> auc = RocAuc.of(values, anomalous);
            if (auc.isEmpty()) {
                return List.of(); // a class has no example
            }
            placed.put(column, new Placed(column.key().toString(), auc.get(), RankCorrelation.midRanks(values)));
        }
        return rows(family, subset, placed);
    }

    private List<ComparisonRow> rows(
            ComparisonFamily family, Subset subset, IdentityHashMap<ScoreColumn, Placed> placed) {
        String name = "%s of %s, subset %s: %d pairs"
                .formatted(family.what(), key, subset.key(), family.pairs().size());
        List<Compared> pairs = family.pairs().stream()
                .map(pair -> Compared.of(
                        Objects.requireNonNull(placed.get(pair.first())),
                        Objects.requireNonNull(placed.get(pair.second()))))
                .toList();
        double[] adjusted = Holm.adjust(pairs.stream()
                .map(Compared::p)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray());
        List<ComparisonRow> rows = new ArrayList<>();
        int tested = 0;
        for (Compared pair : pairs) {
            rows.add(pair.row(key, subset, pair.p() == null ? null : adjusted[tested++], name));
        }
        return rows;
    }

    private static double[] scores(ScoreColumn column) {
        return Objects.requireNonNull(column.scores());
    }

    /** One score with what every pair needs of it. */
    private static final class Placed {
        private final String name;
        private final RocAuc auc;
        private final double[] ranks;

        Placed(String name, RocAuc auc, double[] ranks) {
            this.name = name;
            this.auc = auc;
            this.ranks = ranks;
        }
    }

    private record Compared(
            Placed first, Placed second, @Nullable AucComparison comparison) {

        static Compared of(Placed first, Placed second) {
            return new Compared(
                    first, second, AucComparison.of(first.auc, second.auc).orElse(null));
        }

        @Nullable
        Double p() {
            return comparison == null ? null : comparison.p();
        }

        ComparisonRow row(ResultKey key, Subset subset, @Nullable Double adjusted, String family) {
            OptionalDouble correlation = RankCorrelation.ofRanks(first.ranks, second.ranks);
            return new ComparisonRow(
                    key.model(),
                    key.dataset(),
                    key.variant(),
                    subset.key(),
                    first.name,
                    second.name,
                    first.auc.auc() - second.auc.auc(),
                    comparison == null ? null : comparison.low(),
                    comparison == null ? null : comparison.high(),
                    p(),
                    adjusted,
                    family,
                    correlation.isPresent() ? correlation.getAsDouble() : null);
        }
    }
}
