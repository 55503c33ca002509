package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.evaluate.Csv;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.FlagRule.FalseDiscoveryRate;
import outlayer.flag.FlagRule.FalsePositiveBudget;

final class FlaggingTest {

    private static final FlagGroup GROUP = new FlagGroup("tiny", "addition", "quirky", "test");
    private static final ScoreKey KEY =
            ScoreKey.of("activations", "lof", "k=20", "online", "all").aggregate("mean");
    private static final double[] ONE_TO_NINE =
            IntStream.rangeClosed(1, 9).mapToDouble(i -> i).toArray();

    /**
     * n = 9, so p is a tenth of one more than the scores at or above: 10 and 9.5 have 1/10, 3 has (1 + 7)/10. Of m = 3 tested,
     * 1/10 <= 0.3 x 2/3 and 8/10 > 0.3: two are flagged. q: 1/10 x 3/2 = 0.15 for both, 0.8 for the third.
     */
    @Test
    void theStrangestAreFlaggedAndWhatHasNoScoreIsNotTested() {
        Flagging flags = Flagging.of(new FalseDiscoveryRate(0.3), ONE_TO_NINE, new double[] {10, Double.NaN, 3, 9.5});
        assertThat(flags.tested()).isEqualTo(3);
        assertThat(List.of(flags.p(0), flags.p(2), flags.p(3))).containsExactly(0.1, 0.8, 0.1);
        assertThat(flags.q(0)).isEqualTo(flags.q(3)).isCloseTo(0.15, offset(1e-15));
        assertThat(flags.q(2)).isCloseTo(0.8, offset(1e-15));
        assertThat(IntStream.range(0, 4).filter(flags::isFlagged)).containsExactly(0, 3);
        assertThat(flags.isTested(1)).isFalse();
    }

    /** The same flags, the second of them a normal example: one of two is false, and one of the two normal ones is flagged. */
    @Test
    void whatCameOfItStandsBesideWhatWasChosen() {
        Flagging flags = Flagging.of(new FalseDiscoveryRate(0.3), ONE_TO_NINE, new double[] {10, Double.NaN, 3, 9.5});
        FlagRateRow row = FlagRateRow.of(GROUP, KEY, flags, new boolean[] {true, true, false, false});
        assertThat(row.chosen()).isEqualTo(0.3);
        assertThat(List.of(row.nCalibration(), row.nTested(), row.nFlagged())).containsExactly(9L, 3L, 2L);
        assertThat(row.nAnomalous()).isEqualTo(1);
        assertThat(row.nFalse()).isEqualTo(1);
        assertThat(row.falseDiscoveryRate()).isEqualTo(0.5);
        assertThat(row.falsePositiveRate()).isEqualTo(0.5);
        assertThat(row.found()).isEqualTo(1);
        assertThat(row.note()).isEqualTo("1 examples have no score and are not tested");
        assertThat(Csv.cells(row)).hasSameSizeAs(Csv.columns(FlagRateRow.class));
    }

    @Test
    void withoutLabelsOrFlagsRatesAreEmpty() {
        Flagging none = Flagging.of(new FalsePositiveBudget(0.05), ONE_TO_NINE, new double[] {10, 20});
        FlagRateRow unlabelled = FlagRateRow.of(GROUP, KEY, none, null);
        assertThat(unlabelled.nFalse()).isNull();
        assertThat(unlabelled.note()).startsWith("9 calibration scores give p = 1/10 at best");
        FlagRateRow labelled = FlagRateRow.of(GROUP, KEY, none, new boolean[] {true, false});
        assertThat(labelled.falseDiscoveryRate()).isNull();
        assertThat(labelled.falsePositiveRate()).isZero();
        assertThat(labelled.note()).endsWith("n/a: nothing is flagged");
    }

    /**
     * 40 shifted among 400, calibration 400: over 200 draws the mean share of false discoveries is at most rate x 0.9 + 3 standard errors.
     * One calibration set serves all 400 tests, whose p-values therefore depend on each other.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void falseDiscoveriesStayAtTheRate(long seed) {
        Random random = new Random(seed);
        int draws = 200;
        double sum = 0;
        double squares = 0;
        int flagged = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] calibration = random.doubles(400).map(u -> -Math.log(u)).toArray();
            double[] scores = IntStream.range(0, 400)
                    .mapToDouble(i -> (i < 40 ? 4 : 0) - Math.log(random.nextDouble()))
                    .toArray();
            Flagging flags = Flagging.of(new FalseDiscoveryRate(0.2), calibration, scores);
            long all = IntStream.range(0, 400).filter(flags::isFlagged).count();
            long wrong = IntStream.range(40, 400).filter(flags::isFlagged).count();
            double share = all == 0 ? 0 : (double) wrong / all;
            sum += share;
            squares += share * share;
            flagged += all > 0 ? 1 : 0;
        }
        double mean = sum / draws;
        double error = Math.sqrt((squares / draws - mean * mean) / draws);
        assertThat(mean).isLessThanOrEqualTo(0.2 * 0.9 + 3 * error);
        assertThat(flagged).isGreaterThan(draws / 2);
    }

    /** 300 draws of 20 normal examples each: 6000 tests at 0.05, at most 4 binomial standard errors above, widened for their dependence. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void aBudgetIsKeptByNormalExamples(long seed) {
        Random random = new Random(seed);
        int draws = 300;
        long flagged = 0;
        for (int draw = 0; draw < draws; draw++) {
            double[] calibration = IntStream.range(0, 99)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
            double[] scores = IntStream.range(0, 20)
                    .mapToDouble(i -> random.nextGaussian())
                    .toArray();
            Flagging flags = Flagging.of(new FalsePositiveBudget(0.05), calibration, scores);
            flagged += IntStream.range(0, 20).filter(flags::isFlagged).count();
        }
        // Var of a draw's share: 0.05 x 0.95 / 20 + Var(Beta(5, 95)) = 0.00238 + 0.00047.
        double error = Math.sqrt((0.00238 + 0.00047) / draws);
        assertThat((double) flagged / (20 * draws)).isBetween(0.05 - 4 * error, 0.05 + 4 * error);
    }

    @Test
    void aFlaggedRowNamesTheLayersThatDroveIt() {
        Flagging flags = Flagging.of(new FalsePositiveBudget(0.2), ONE_TO_NINE, new double[] {10});
        CalibratedLayer low = CalibratedLayer.of("1", ONE_TO_NINE);
        CalibratedLayer high = CalibratedLayer.of("2", ONE_TO_NINE);
        List<LayerEvidence> evidence = LayerEvidence.strongest(List.of(low.of(8), high.of(20), low.of(30)), 2);
        FlagRow row = FlagRow.of(GROUP, "id", KEY, 10, flags, 0, evidence);
        assertThat(row.flagged()).isTrue();
        assertThat(row.drivers()).isEqualTo("1 2");
        assertThat(row.driversP()).isEqualTo("0.1 0.1");
        // Mean 5, variance 60 / 8: (30 - 5) / 2.7386, (20 - 5) / 2.7386.
        assertThat(row.driversZ()).isEqualTo("9.12871 5.47723");
        assertThat(Csv.cells(row)).hasSameSizeAs(Csv.columns(FlagRow.class));
    }

    @Test
    void aLayerWhoseCalibrationDoesNotVaryHasNoZ() {
        assertThat(CalibratedLayer.of("0", new double[] {2, 2}).of(3).z()).isZero();
    }
}
