package outlayer.report;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;

/** The tables that grow with the number of methods, or with its square. */
final class LongTables {

    private static final LongTable AGGREGATES = new LongTable(
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

    private static final LongTable COMPARISONS = new LongTable(
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

    /** One aggregate on one subset. */
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

    private final LongTable.Rows aggregates = new LongTable.Rows(AGGREGATES);
    private final LongTable.Rows comparisons = new LongTable.Rows(COMPARISONS);

    LongTables(ReportData data) {
        Map<Place, AucRow> overLayers = new HashMap<>();
        for (AucRow row : data.auc()) {
            if (!Results.isNumber(row.layer())) {
                overLayers.put(Place.of(row, row.subset()), row);
            }
        }
        for (AucRow row : data.auc()) {
            if (!Results.isNumber(row.layer()) && row.subset().equals("all")) {
                aggregates.add(aggregate(
                        row, overLayers.get(Place.of(row, "agree")), overLayers.get(Place.of(row, "disagree"))));
            }
        }
        data.comparisons().forEach(row -> comparisons.add(comparison(row)));
    }

    private static List<String> aggregate(AucRow row, @Nullable AucRow agree, @Nullable AucRow disagree) {
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

    private static List<String> comparison(ComparisonRow row) {
        return List.of(
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
                Numbers.fixed(row.scoreRankCorrelation(), 3));
    }

    void write(BiConsumer<String, byte[]> files) {
        aggregates.write(files);
        comparisons.write(files);
    }

    /** What the page must know of them, by the name that stands in their place. */
    JsonObject index() {
        return Json.object(AGGREGATES.id(), aggregates.index(), COMPARISONS.id(), comparisons.index());
    }

    static String aggregatesHtml() {
        return AGGREGATES.html();
    }

    static String comparisonsHtml() {
        return COMPARISONS.html();
    }
}
