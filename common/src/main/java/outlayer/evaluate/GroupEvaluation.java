package outlayer.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The result rows of one model, dataset and variant: each column of scores on each subset, then families of comparisons. */
public record GroupEvaluation(List<AucRow> auc, List<ComparisonRow> comparisons) {

    /**
     * Every column has one score per example, in the order of {@code examples}, those of layers and their aggregates alike.
     *
     * @param derived features that are compared with what they were made from as well
     */
    public static GroupEvaluation of(
            ResultKey key, List<TestExample> examples, List<ScoreColumn> columns, List<FeaturePair> derived) {
        columns.forEach(column -> requireLength(column, examples.size()));
        AucRows rows = new AucRows(key, examples);
        List<AucRow> auc = new ArrayList<>();
        for (ScoreColumn column : columns) {
            for (Subset subset : Subset.values()) {
                auc.add(rows.of(column, subset));
            }
        }
        List<ComparisonFamily> families = new ArrayList<>();
        families.add(ComparisonFamily.verdicts(columns));
        derived.forEach(pair -> families.add(ComparisonFamily.sameLayers(columns, pair)));
        ComparisonRows compared = new ComparisonRows(key, examples);
        List<ComparisonRow> comparisons = new ArrayList<>();
        for (ComparisonFamily family : families) {
            for (Subset subset : Subset.values()) {
                comparisons.addAll(compared.of(family, subset));
            }
        }
        return new GroupEvaluation(List.copyOf(auc), List.copyOf(comparisons));
    }

    private static void requireLength(ScoreColumn column, int examples) {
        double[] scores = column.scores();
        if (scores != null && scores.length != examples) {
            throw new IllegalArgumentException(
                    "%s: %d scores for %d examples".formatted(column.key(), scores.length, examples));
        }
    }
}
