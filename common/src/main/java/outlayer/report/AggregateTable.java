package outlayer.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucCell;
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

    private AggregateTable() {}

    static LongTable.Rows of(List<AucRow> auc) {
        Map<AucCell, AucRow> overLayers = new LinkedHashMap<>();
        for (AucRow row : auc) {
            if (!row.cell().score().isLayer()) {
                overLayers.put(row.cell(), row);
            }
        }
        LongTable.Rows rows = new LongTable.Rows(TABLE);
        overLayers.forEach((cell, row) -> {
            if (cell.subset().equals("all")) {
                rows.add(cells(row, overLayers.get(cell.on("agree")), overLayers.get(cell.on("disagree"))));
            }
        });
        return rows;
    }

    private static List<String> cells(AucRow row, @Nullable AucRow agree, @Nullable AucRow disagree) {
        AucCell cell = row.cell();
        return List.of(
                cell.model(),
                cell.dataset(),
                cell.variant(),
                Method.of(cell.score()).label(),
                AucCells.column(cell.score()),
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
