package outlayer.flag;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreKey;

/**
 * One line of {@code flag-rates.csv}: what one detector flagged of one part; the components are the columns, in order. Where the part has
 * labels, what came of it stands beside what was chosen; without labels these are null.
 *
 * @param key as in {@code auc.csv}
 * @param rule {@code false-discovery-rate} or {@code false-positive-budget}
 * @param chosen the rate or the budget
 * @param nCalibration scores that p-values are taken from
 * @param nTested examples with a score
 * @param smallestP what calibration can give at best, 1 / (n + 1)
 * @param threshold the largest p-value that is flagged; 0 where none is
 * @param nFlagged examples at or below it
 * @param nAnomalous anomalous ones among the tested
 * @param nFalse normal ones among the flagged
 * @param falseDiscoveryRate share of normal ones among the flagged; null where nothing is flagged
 * @param falsePositiveRate share of flagged ones among the normal
 * @param found share of flagged ones among the anomalous
 * @param note what is to be known before the numbers are believed
 */
public record FlagRateRow(
        FlagGroup group,
        ScoreKey key,
        String rule,
        double chosen,
        long nCalibration,
        long nTested,
        double smallestP,
        double threshold,
        long nFlagged,
        @Nullable Long nAnomalous,
        @Nullable Long nFalse,
        @Nullable Double falseDiscoveryRate,
        @Nullable Double falsePositiveRate,
        @Nullable Double found,
        String note) {

    /**
     * Counts what was flagged.
     *
     * @param anomalous of each example, whether it is; null where nobody knows
     */
    public static FlagRateRow of(FlagGroup group, ScoreKey key, Flagging flags, boolean @Nullable [] anomalous) {
        Counts counts = new Counts();
        for (int i = 0; i < flags.examples(); i++) {
            if (flags.isTested(i)) {
                counts.add(flags.isFlagged(i), anomalous != null && anomalous[i]);
            }
        }
        long normal = counts.tested - counts.anomalous;
        boolean known = anomalous != null;
        return new FlagRateRow(
                group,
                key,
                flags.rule().key(),
                flags.rule().share(),
                flags.calibration(),
                counts.tested,
                flags.smallest(),
                flags.threshold(),
                counts.flagged,
                known ? counts.anomalous : null,
                known ? counts.flaggedNormal : null,
                known ? share(counts.flaggedNormal, counts.flagged) : null,
                known ? share(counts.flaggedNormal, normal) : null,
                known ? share(counts.flagged - counts.flaggedNormal, counts.anomalous) : null,
                note(flags, counts, known));
    }

    private static String note(Flagging flags, Counts counts, boolean known) {
        String unscored = counts.tested == flags.examples()
                ? ""
                : (flags.examples() - counts.tested) + " examples have no score and are not tested; ";
        String shortage = flags.rule()
                .shortage(flags.calibration(), counts.tested)
                .map(words -> words + "; ")
                .orElse("");
        String none = counts.flagged == 0 && known ? "n/a: nothing is flagged; " : "";
        return (unscored + shortage + none).replaceFirst("; $", "");
    }

    private static @Nullable Double share(long part, long whole) {
        return whole == 0 ? null : (double) part / whole;
    }

    private static final class Counts {

        private long tested;
        private long anomalous;
        private long flagged;
        private long flaggedNormal;

        void add(boolean isFlagged, boolean isAnomalous) {
            tested++;
            anomalous += isAnomalous ? 1 : 0;
            flagged += isFlagged ? 1 : 0;
            flaggedNormal += isFlagged && !isAnomalous ? 1 : 0;
        }
    }
}
