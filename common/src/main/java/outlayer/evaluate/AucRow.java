package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code auc.csv}: how well one detector separates Bob's examples from Alice's, on one layer and one subset.
 * The components are the columns, in order. Null is a number that is not defined; the note says why.
 *
 * @param layer a number, {@code aggregate} (over layers), or {@code all} for a detector that sees every layer at once
 * @param aggregation how scores of layers became one: {@code mean}; empty on a single layer
 * @param subset {@code all}, {@code agree} or {@code disagree}: whether both characters give the same label
 * @param aucLow lower end of DeLong's 95 % interval, see {@link AucInterval}
 * @param aucLowQuestion the same with examples clustered by question, then by name (Obuchowski 1997)
 * @param templateFingerprint SHA-256 of the template set's text
 * @param normalsLeft share of the normal examples below every anomaly, see {@link RocCurve#normalsLeft}
 */
public record AucRow(
        String model,
        String dataset,
        String variant,
        String feature,
        String detector,
        String params,
        String mode,
        String layer,
        String aggregation,
        String subset,
        long nNormal,
        long nAnomalous,
        @Nullable Double auc,
        @Nullable Double aucLow,
        @Nullable Double aucHigh,
        @Nullable Double aucLowQuestion,
        @Nullable Double aucHighQuestion,
        @Nullable Double aucLowName,
        @Nullable Double aucHighName,
        @Nullable Double averagePrecision,
        @Nullable Double tprAtFpr01,
        @Nullable Double tprAtFpr05,
        String templateSet,
        long seed,
        String note,
        String templateFingerprint,
        @Nullable Double normalsLeft) {

    /** Which score of the group it judges. */
    public ScoreKey score() {
        return new ScoreKey(feature, detector, params, mode, layer, aggregation);
    }

    public static List<String> columns() {
        return Csv.columns(AucRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
