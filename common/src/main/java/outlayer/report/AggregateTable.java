package outlayer.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** AUCs over all layers of every method, a line for each aggregation, with those of the two subsets. */
final class AggregateTable {

    private static final LongTable TABLE = new LongTable(
            "aggregates",
            "AUC over all layers, every method and aggregation",
            "auc.csv",
            List.of(
                    "Model",
                    "Dataset",
                    "Variant",
                    "Method",
                    "Over layers",
                    "Normal",
                    "Anomalous",
                    "AUC [95 %]",
                    "By question",
                    "By name",
                    "Labels agree",
                    "Labels differ",
                    "Average precision",
                    "TPR at 1 % FPR",
                    "TPR at 5 % FPR"),
            List.of("Model"),
            List.of("Dataset", "Variant", "Over layers"),
            List.of("Method"));

    /** Where a row belongs. */
    private record Place(
            String model,
            String dataset,
            String variant,
            Method method,
            String layer,
            String aggregation,
            String subset) {

        static Place of(AucRow row, String subset) {
            return new Place(
                    row.model(), row.dataset(), row.variant(), Method.of(row), row.layer(), row.aggregation(), subset);
        }
    }

    private AggregateTable() {}

    static LongTable.Rows of(List<AucRow> auc) {
        Map<Place, AucRow> overLayers = new HashMap<>();
        for (AucRow row : auc) {
            if (!Results.isNumber(row.layer())) {
                overLayers.put(Place.of(row, row.subset()), row);
            }
        }
        LongTable.Rows rows = new LongTable.Rows(TABLE);
        for (AucRow row : auc) {
            if (!Results.isNumber(row.layer()) && row.subset().equals("all")) {
                rows.add(cells(row, overLayers.get(Place.of(row, "agree")), overLayers.get(Place.of(row, "disagree"))));
            }
        }
        return rows;
    }

    private static List<String> cells(AucRow row, @Nullable AucRow agree, @Nullable AucRow disagree) {
        return List.of(
                row.model(),
                row.dataset(),
                row.variant(),
                Method.of(row).label(),
                AucCells.column(row.layer(), row.aggregation()),
                Long.toString(row.nNormal()),
                Long.toString(row.nAnomalous()),
                Numbers.explained(row),
                Numbers.range(row.aucLowQuestion(), row.aucHighQuestion()),
                Numbers.range(row.aucLowName(), row.aucHighName()),
                Numbers.explained(agree),
                Numbers.explained(disagree),
                Numbers.fixed(row.averagePrecision(), 3),
                Numbers.fixed(row.tprAtFpr01(), 3),
                Numbers.fixed(row.tprAtFpr05(), 3));
    }
}
