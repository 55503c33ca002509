package outlayer.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.detector.LayerAggregate;

/**
 * The result rows of one model, dataset and variant: each column of scores, and each detector's mean over layers, on
 * each subset; then all pairs of those means.
 */
public record GroupEvaluation(List<AucRow> auc, List<ComparisonRow> comparisons) {

    /** Every column has one score per example, in the order of {@code examples}; aggregates are made here. */
    public static GroupEvaluation of(ResultKey key, List<TestExample> examples, List<ScoreColumn> columns) {
        List<ScoreColumn> withAggregates = new ArrayList<>();
        List<ScoreColumn> aggregates = new ArrayList<>();
        for (List<ScoreColumn> series : bySeries(columns, examples.size()).values()) {
            withAggregates.addAll(series);
            List<ScoreColumn> layers =
                    series.stream().filter(column -> column.key().isLayer()).toList();
            if (!layers.isEmpty()) {
                ScoreColumn aggregate = aggregate(layers);
                withAggregates.add(aggregate);
                aggregates.add(aggregate);
            }
        }
        AucRows rows = new AucRows(key, examples);
        List<AucRow> auc = new ArrayList<>();
        for (ScoreColumn column : withAggregates) {
            for (Subset subset : Subset.values()) {
                auc.add(rows.of(column, subset));
            }
        }
        List<ComparisonRow> comparisons = new ArrayList<>();
        for (Subset subset : Subset.values()) {
            comparisons.addAll(ComparisonRows.of(key, examples, aggregates, subset));
        }
        return new GroupEvaluation(List.copyOf(auc), List.copyOf(comparisons));
    }

    private static Map<ScoreKey, List<ScoreColumn>> bySeries(List<ScoreColumn> columns, int examples) {
        Map<ScoreKey, List<ScoreColumn>> series = new LinkedHashMap<>();
        for (ScoreColumn column : columns) {
            double[] scores = column.scores();
            if (column.key().layer().equals(ScoreKey.AGGREGATE)) {
                throw new IllegalArgumentException(
                        column.key() + ": aggregates are made from the layers here; pass the layers only");
            }
            if (scores != null && scores.length != examples) {
                throw new IllegalArgumentException(
                        "%s: %d scores for %d examples".formatted(column.key(), scores.length, examples));
            }
            series.computeIfAbsent(column.key().aggregate(), k -> new ArrayList<>())
                    .add(column);
        }
        return series;
    }

    private static ScoreColumn aggregate(List<ScoreColumn> layers) {
        ScoreKey key = layers.get(0).key().aggregate();
        List<double[]> defined = new ArrayList<>();
        for (ScoreColumn layer : layers) {
            double[] scores = layer.scores();
            if (scores != null) {
                defined.add(scores);
            }
        }
        double[] mean = LayerAggregate.mean(defined);
        if (mean == null) {
            return ScoreColumn.notApplicable(key, "n/a on every layer");
        }
        String note = defined.size() == layers.size()
                ? ""
                : "mean of %d of %d layers, the others being n/a".formatted(defined.size(), layers.size());
        return ScoreColumn.of(key, mean, note);
    }
}
