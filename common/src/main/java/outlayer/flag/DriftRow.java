package outlayer.flag;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucInterval;
import outlayer.evaluate.RocAuc;
import outlayer.evaluate.ScoreKey;

/**
 * One line of {@code drift.csv}: new traffic against the trusted fit, by one detector at one layer; the components are the columns, in
 * order. Vectors are compared with those that were fitted, scores with those of calibration. What is not defined is null, with a note.
 *
 * @param key as in {@code auc.csv}
 * @param nTrusted as in {@link LayerShift}, as are the three that follow; null where vectors of several layers are one score
 * @param nCalibration scores of calibration
 * @param auc the chance that a score of new traffic is above one of calibration, with its 95 % interval (DeLong)
 * @param drifted whether a limit is passed
 * @param note which limits, and what could not be compared
 */
public record DriftRow(
        FlagGroup group,
        ScoreKey key,
        @Nullable Long nTrusted,
        @Nullable Long nNew,
        @Nullable Double meanShift,
        @Nullable Double varianceRatio,
        long nCalibration,
        @Nullable Double auc,
        @Nullable Double aucLow,
        @Nullable Double aucHigh,
        boolean drifted,
        String note) {

    /**
     * Compares one score.
     *
     * @param shift of the layer's vectors; null where it is not known
     * @param calibration scores, none of them NaN
     * @param scores of new traffic, none of them NaN
     */
    public static DriftRow of(
            FlagGroup group,
            ScoreKey key,
            @Nullable LayerShift shift,
            double[] calibration,
            double[] scores,
            DriftLimits limits) {
        RocAuc area = area(calibration, scores);
        AucInterval interval = area == null ? null : area.interval().orElse(null);
        Double auc = area == null ? null : area.auc();
        List<String> passed = limits.passed(
                shift == null ? null : shift.meanShift(), shift == null ? null : shift.varianceRatio(), auc, interval);
        return new DriftRow(
                group,
                key,
                shift == null ? null : shift.nTrusted(),
                shift == null ? null : shift.nNew(),
                shift == null ? null : shift.meanShift(),
                shift == null ? null : shift.varianceRatio(),
                calibration.length,
                auc,
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                !passed.isEmpty(),
                note(passed, area));
    }

    private static String note(List<String> passed, @Nullable RocAuc area) {
        return Stream.concat(passed.stream(), area == null ? Stream.of("n/a: no score to compare") : Stream.empty())
                .collect(Collectors.joining("; "));
    }

    private static @Nullable RocAuc area(double[] calibration, double[] scores) {
        double[] both = Arrays.copyOf(calibration, calibration.length + scores.length);
        System.arraycopy(scores, 0, both, calibration.length, scores.length);
        boolean[] isNew = new boolean[both.length];
        Arrays.fill(isNew, calibration.length, both.length, true);
        return RocAuc.of(both, isNew).orElse(null);
    }
}
