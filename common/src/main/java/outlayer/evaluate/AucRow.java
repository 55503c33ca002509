package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code auc.csv}: how well one detector separates Bob's examples from Alice's, on one layer and one subset.
 * The components are the columns, in order. Null is a number that is not defined; the note says why.
 *
 * @param aucLow lower end of DeLong's 95 % interval, see {@link AucInterval}
 * @param aucLowQuestion the same with examples clustered by question, then by name (Obuchowski 1997)
 * @param templateFingerprint SHA-256 of the template set's text
 * @param normalsLeft share of the normal examples below every anomaly, see {@link RocCurve#normalsLeft}
 */
public record AucRow(
        AucCell cell,
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

    public static List<String> columns() {
        return Csv.columns(AucRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
