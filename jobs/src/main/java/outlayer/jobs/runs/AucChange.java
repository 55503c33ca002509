package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;

/**
 * One AUC in two runs; the components are the columns of {@code diff --csv}.
 *
 * @param difference second less first; null where one of them is not defined
 * @param intervals {@code overlap} or {@code apart}, of DeLong's 95 %; empty where one has none
 */
public record AucChange(
        AucCell cell,
        @Nullable Double aucFirst,
        @Nullable Double aucSecond,
        @Nullable Double difference,
        String intervals) {

    static final String OVERLAP = "overlap";
    static final String APART = "apart";

    static AucChange of(AucRow first, AucRow second) {
        Double a = first.auc();
        Double b = second.auc();
        return new AucChange(
                first.cell(),
                a,
                b,
                a == null || b == null ? null : b - a,
                intervals(first.aucLow(), first.aucHigh(), second.aucLow(), second.aucHigh()));
    }

    private static String intervals(
            @Nullable Double low, @Nullable Double high, @Nullable Double otherLow, @Nullable Double otherHigh) {
        if (low == null || high == null || otherLow == null || otherHigh == null) {
            return "";
        }
        return low <= otherHigh && otherLow <= high ? OVERLAP : APART;
    }

    /** How far apart; what is defined in one run only is furthest. */
    double size() {
        if (difference != null) {
            return Math.abs(difference);
        }
        return aucFirst == null && aucSecond == null ? 0 : Double.POSITIVE_INFINITY;
    }
}
