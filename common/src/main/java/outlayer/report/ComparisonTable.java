package outlayer.report;

import java.util.List;
import outlayer.evaluate.ComparisonRow;

/** Pairs of methods on the same examples. */
final class ComparisonTable {

    private static final LongTable TABLE = new LongTable(
            "comparisons",
            "Pairs of methods on the same examples (paired DeLong; p after Holm within a family)",
            "comparisons.csv",
            List.of(
                    "Model",
                    "Dataset",
                    "Variant",
                    "Subset",
                    "First",
                    "Second",
                    "AUC difference",
                    "95 %",
                    "p",
                    "p (Holm)",
                    "Rank correlation"),
            List.of("Model", "Dataset"),
            List.of("Variant", "Subset"),
            List.of("First", "Second"));

    private ComparisonTable() {}

    static LongTable.Rows of(List<ComparisonRow> comparisons) {
        LongTable.Rows rows = new LongTable.Rows(TABLE);
        for (ComparisonRow row : comparisons) {
            rows.add(List.of(
                    row.model(),
                    row.dataset(),
                    row.variant(),
                    row.subset(),
                    row.first(),
                    row.second(),
                    Numbers.fixed(row.aucDifference(), 3),
                    Numbers.range(row.low(), row.high()),
                    Numbers.probability(row.p()),
                    Numbers.probability(row.pHolm()),
                    Numbers.fixed(row.scoreRankCorrelation(), 3)));
        }
        return rows;
    }
}
