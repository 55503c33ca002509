package outlayer.flag;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreKey;

/**
 * One line of the table of flags: one example by one detector; the components are the columns, in order. {@code flags.csv} has those that
 * are flagged.
 *
 * @param id of the example
 * @param key as in {@code auc.csv}
 * @param p conformal p-value against the part calibration
 * @param q the smallest false discovery rate at which the example would be flagged
 * @param drivers layers behind the score, strangest first, separated by blanks; null where it is not flagged, or has no layers behind it
 * @param driversP the conformal p-value of each of them
 * @param driversZ the score of each in units of the spread of calibration scores
 */
public record FlagRow(
        FlagGroup group,
        String id,
        ScoreKey key,
        double score,
        double p,
        double q,
        boolean flagged,
        @Nullable String drivers,
        @Nullable String driversP,
        @Nullable String driversZ) {

    /** An example that was tested. */
    public static FlagRow of(
            FlagGroup group,
            String id,
            ScoreKey key,
            double score,
            Flagging flags,
            int example,
            List<LayerEvidence> drivers) {
        return new FlagRow(
                group,
                id,
                key,
                score,
                flags.p(example),
                flags.q(example),
                flags.isFlagged(example),
                drivers.isEmpty() ? null : LayerEvidence.layers(drivers),
                drivers.isEmpty() ? null : LayerEvidence.numbers(drivers, LayerEvidence::p),
                drivers.isEmpty() ? null : LayerEvidence.numbers(drivers, LayerEvidence::z));
    }
}
