package outlayer.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Aggregation;
import outlayer.detector.LayerAggregate;

/** Makes the scores of a detector's layers one score; and those of several features, where they form an ensemble. */
public final class Aggregates {

    private final Map<ScoreKey, double[]> calibration;
    private final List<Aggregation> aggregations;
    private final Map<String, List<String>> ensembles;

    /**
     * @param calibration scores of normal examples that no fit saw, by the same keys; needed by calibrated aggregations only
     * @param ensembles features by the name of what they form together
     */
    public Aggregates(
            Map<ScoreKey, double[]> calibration, List<Aggregation> aggregations, Map<String, List<String>> ensembles) {
        this.calibration = calibration;
        this.aggregations = aggregations;
        this.ensembles = ensembles;
    }

    /** The aggregates of these columns: one per feature, detector and aggregation, then one per ensemble, detector and aggregation. */
    public List<ScoreColumn> of(List<ScoreColumn> columns) {
        Map<ScoreKey, List<ScoreColumn>> series = new LinkedHashMap<>();
        for (ScoreColumn column : columns) {
            series.computeIfAbsent(column.key().series(), key -> new ArrayList<>())
                    .add(column);
        }
        List<ScoreColumn> aggregates = new ArrayList<>();
        series.values().forEach(members -> {
            List<ScoreColumn> layers =
                    members.stream().filter(column -> column.key().isLayer()).toList();
            if (!layers.isEmpty()) {
                add(layers, layers.get(0).key().feature(), aggregates);
            }
        });
        ensembles.forEach((name, features) -> series.keySet().stream()
                .filter(key -> key.feature().equals(features.get(0)))
                .forEach(key -> {
                    List<List<ScoreColumn>> members = features.stream()
                            .map(feature -> series.get(key.of(feature)))
                            .filter(Objects::nonNull)
                            .toList();
                    if (members.size() == features.size()) {
                        add(members.stream().flatMap(List::stream).toList(), name, aggregates);
                    }
                }));
        return aggregates;
    }

    private void add(List<ScoreColumn> layers, String feature, List<ScoreColumn> aggregates) {
        List<double @Nullable []> scores = new ArrayList<>();
        layers.forEach(column -> scores.add(column.scores()));
        for (Aggregation aggregation : aggregations) {
            ScoreKey key = layers.get(0).key().of(feature).aggregate(aggregation.key());
            List<double @Nullable []> normal = new ArrayList<>();
            layers.forEach(column -> normal.add(aggregation.calibrated() ? calibration.get(column.key()) : null));
            LayerAggregate aggregate = LayerAggregate.of(aggregation, normal, scores);
            double @Nullable [] made = aggregate.scores();
            String note = note(aggregation, aggregate.layers(), scores);
            aggregates.add(made == null ? ScoreColumn.notApplicable(key, note) : ScoreColumn.of(key, made, note));
        }
    }

    /** What is to be said of layers that are left out: they have no scores, or these cannot be calibrated. */
    private static String note(Aggregation aggregation, long used, List<double @Nullable []> scores) {
        long scored = scores.stream().filter(layer -> layer != null).count();
        String needed = aggregation.standardised() ? "calibration scores that vary" : "calibration scores";
        if (used == scores.size()) {
            return "";
        }
        if (used == 0) {
            return scored == 0 ? "n/a on every layer" : "n/a: no layer with scores has " + needed;
        }
        String others =
                scored == used ? "n/a" : scored == scores.size() ? "without " + needed : "n/a or without " + needed;
        return "%s of %d of %d layers, the others being %s".formatted(aggregation.key(), used, scores.size(), others);
    }
}
