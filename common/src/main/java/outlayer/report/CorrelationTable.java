package outlayer.report;

import java.util.List;
import outlayer.evaluate.CorrelationRow;

/** How the AUC of each method goes with quirkiness and with centroid separation, over the datasets of one model. */
final class CorrelationTable {

    private static final LongTable TABLE = new LongTable(
            "correlations",
            "Correlation of AUC with quirkiness and with log10 S (Pearson with 95 % interval and p by Fisher's z; Spearman)",
            "correlations.csv",
            List.of(
                    "Model",
                    "Variant",
                    "Method",
                    "With",
                    "Over",
                    "Pairs",
                    "r",
                    "95 %",
                    "p",
                    "Rank",
                    "Beyond 2 sd of the line",
                    "Note"),
            List.of("Model"),
            List.of("Variant", "With", "Over"),
            List.of("Method"));

    private CorrelationTable() {}

    static LongTable.Rows of(List<CorrelationRow> correlations) {
        LongTable.Rows rows = new LongTable.Rows(TABLE);
        for (CorrelationRow row : correlations) {
            rows.add(List.of(
                    row.model(),
                    row.variant(),
                    new Method(row.feature(), row.detector(), row.params(), row.mode()).label(),
                    row.with(),
                    row.over(),
                    Long.toString(row.n()),
                    Numbers.fixed(row.pearson(), 3),
                    Numbers.range(row.low(), row.high()),
                    Numbers.probability(row.p()),
                    Numbers.fixed(row.spearman(), 3),
                    row.outliersBeyond2Sd(),
                    row.note()));
        }
        return rows;
    }
}
