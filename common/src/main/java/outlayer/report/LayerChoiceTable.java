package outlayer.report;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.LayerChoiceRow;

/** Which layer each method would trust without test labels, what that is worth, and what the labels would have chosen. */
final class LayerChoiceTable {

    private static final LongTable TABLE = new LongTable(
            "layer-choices",
            "Layers chosen without test labels, by untrusted against calibration scores; what the test labels would have chosen is"
                    + " optimistic",
            "layer-choices.csv",
            List.of(
                    "Model",
                    "Dataset",
                    "Variant",
                    "Method",
                    "Layers",
                    "Chosen layer",
                    "Contrast [95 %]",
                    "Its test AUC [95 %]",
                    "Mean of layers",
                    "Best layer by test labels (optimistic)",
                    "Its AUC (optimistic)",
                    "Note"),
            List.of("Model"),
            List.of("Dataset", "Variant"),
            List.of("Method"));

    private LayerChoiceTable() {}

    static LongTable.Rows of(List<LayerChoiceRow> choices) {
        LongTable.Rows rows = new LongTable.Rows(TABLE);
        for (LayerChoiceRow row : choices) {
            rows.add(List.of(
                    row.model(),
                    row.dataset(),
                    row.variant(),
                    new Method(row.feature(), row.detector(), row.params(), row.mode()).label(),
                    Long.toString(row.layers()),
                    Objects.requireNonNullElse(row.chosenLayer(), Numbers.UNDEFINED),
                    interval(row.contrast(), row.contrastLow(), row.contrastHigh()),
                    interval(row.chosenAuc(), row.chosenAucLow(), row.chosenAucHigh()),
                    Numbers.fixed(row.aucOfMean(), 3),
                    Objects.requireNonNullElse(row.bestLayerByTestLabels(), Numbers.UNDEFINED),
                    Numbers.fixed(row.bestAucByTestLabels(), 3),
                    row.note()));
        }
        return rows;
    }

    private static String interval(@Nullable Double value, @Nullable Double low, @Nullable Double high) {
        return Numbers.fixed(value, 3) + (low == null || high == null ? "" : " " + Numbers.range(low, high));
    }
}
