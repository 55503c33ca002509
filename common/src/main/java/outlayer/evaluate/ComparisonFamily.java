package outlayer.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import outlayer.detector.LayerAggregate;

/**
 * Scores that are compared with each other, and corrected together for how many they are.
 *
 * @param what the pairs are, in words
 * @param pairs of scores that are defined
 */
record ComparisonFamily(String what, List<Pair> pairs) {

    /** Two scores of the same examples. */
    record Pair(ScoreColumn first, ScoreColumn second) {}

    /**
     * Of more verdicts than that, not all pairs are compared: their number grows with the square (180 verdicts of 16 groups made 770,000
     * rows, more than a report's memory holds), and few of them answer a question.
     */
    private static final int MOST_PAIRED_WITH_ALL = 64;

    /**
     * All pairs of what the detectors say in the end; where these are very many, the pairs that differ in one thing alone, the feature or
     * the detector.
     */
    static ComparisonFamily verdicts(List<ScoreColumn> columns) {
        List<ScoreColumn> verdicts = columns.stream()
                .filter(column -> column.key().isVerdict() && column.scores() != null)
                .toList();
        boolean all = verdicts.size() <= MOST_PAIRED_WITH_ALL;
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            for (ScoreColumn second : verdicts.subList(i + 1, verdicts.size())) {
                if (all || differInOneThing(verdicts.get(i).key(), second.key())) {
                    pairs.add(new Pair(verdicts.get(i), second));
                }
            }
        }
        return new ComparisonFamily(
                all ? "aggregates by mean" : "aggregates by mean that differ in feature or detector alone", pairs);
    }

    private static boolean differInOneThing(ScoreKey first, ScoreKey second) {
        return first.feature().equals(second.feature())
                || first.series().of(second.feature()).equals(second.series());
    }

    /**
     * A feature against the one that it was made from, by the same detector at the same layer, and over these layers together: a feature
     * that exists at some layers only is not held against the mean over all.
     */
    static ComparisonFamily sameLayers(List<ScoreColumn> columns, FeaturePair features) {
        Map<ScoreKey, List<Pair>> byDetector = new LinkedHashMap<>();
        Map<ScoreKey, ScoreColumn> sources = columns.stream()
                .filter(column -> column.scores() != null)
                .collect(Collectors.toMap(ScoreColumn::key, column -> column));
        for (ScoreColumn column : columns) {
            ScoreKey key = column.key();
            ScoreColumn source = sources.get(key.of(features.source()));
            if (key.isLayer()
                    && key.feature().equals(features.derived())
                    && column.scores() != null
                    && source != null) {
                byDetector
                        .computeIfAbsent(key.aggregate("mean"), k -> new ArrayList<>())
                        .add(new Pair(column, source));
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (List<Pair> layers : byDetector.values()) {
            pairs.addAll(layers);
            together(layers).ifPresent(pairs::add);
        }
        return new ComparisonFamily(
                "%s against %s at the same layers".formatted(features.derived(), features.source()), pairs);
    }

    /** Nothing where there is but one layer. */
    private static Optional<Pair> together(List<Pair> layers) {
        return layers.size() < 2
                ? Optional.empty()
                : Optional.of(new Pair(
                        mean(layers.stream().map(Pair::first).toList()),
                        mean(layers.stream().map(Pair::second).toList())));
    }

    /** Under the layers' numbers, {@code 3+4}. */
    private static ScoreColumn mean(List<ScoreColumn> layers) {
        ScoreKey key = layers.get(0).key();
        String numbers = layers.stream().map(column -> column.key().layer()).collect(Collectors.joining("+"));
        double[] mean = LayerAggregate.mean(
                layers.stream().map(ScoreColumn::scores).collect(Collectors.toCollection(ArrayList::new)));
        return ScoreColumn.of(
                ScoreKey.of(key.feature(), key.detector(), key.params(), key.mode(), numbers),
                Objects.requireNonNull(mean),
                "");
    }
}
