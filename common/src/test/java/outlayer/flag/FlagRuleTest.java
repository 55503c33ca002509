package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import outlayer.flag.FlagRule.FalseDiscoveryRate;
import outlayer.flag.FlagRule.FalsePositiveBudget;

final class FlagRuleTest {

    @Test
    void aBudgetFlagsWhatIsAtOrBelowIt() {
        double[] p = {0.2, 0.01, 0.04, 0.05};
        assertThat(new FalsePositiveBudget(0.05).threshold(p)).isEqualTo(0.05);
        assertThat(new FalsePositiveBudget(0.005).threshold(p)).isZero();
    }

    /** 1/100 <= 0.1 / 10 holds: a lone anomaly among 10 can be flagged; among 11 it takes two. */
    @Test
    void aLoneAnomalyIsOutOfReachOfFewCalibrationScores() {
        FalseDiscoveryRate rate = new FalseDiscoveryRate(0.1);
        assertThat(rate.shortage(99, 10)).isEmpty();
        assertThat(rate.shortage(99, 11))
                .hasValue(
                        "99 calibration scores give p = 1/100 at best, more than rate/m = 0.1/11: either none is flagged or at"
                                + " least 2 of the 11 are. More calibration examples lower that number");
    }

    /** Three of 11 at p = 2/100 <= 0.1 3 / 11, each of them below one calibration score. */
    @Test
    void whatIsFlaggedNeedNotBeStrangerThanAllOfCalibration() {
        double[] calibration = IntStream.range(0, 99).mapToDouble(i -> i).toArray();
        double[] scores = new double[11];
        Arrays.fill(scores, 0, 3, 97.5);
        Flagging flags = Flagging.of(new FalseDiscoveryRate(0.1), calibration, scores);
        assertThat(IntStream.range(0, 11).filter(flags::isFlagged)).containsExactly(0, 1, 2);
    }

    /** 1/9 > 0.1: even m of m at the smallest p are too few. Nine scores give 1/10. */
    @Test
    void nothingIsFlaggedBelowTheSmallestP() {
        assertThat(new FalseDiscoveryRate(0.1).shortage(8, 50))
                .hasValue(
                        "8 calibration scores give p = 1/9 at best, more than rate/m = 0.1/50, and more than the rate:"
                                + " nothing can be flagged. Give at least 9 calibration examples");
        assertThat(new FalseDiscoveryRate(0.1).shortage(9, 50)).get().asString().contains("at least 50 of the 50");
        assertThat(new FalsePositiveBudget(0.01).shortage(98, 50))
                .hasValue(
                        "98 calibration scores give p = 1/99 at best, more than the budget 0.01: nothing can be flagged."
                                + " Give at least 99 calibration examples");
        assertThat(new FalsePositiveBudget(0.01).shortage(99, 50)).isEmpty();
    }

    @Test
    void aShareOutsideZeroToOneIsRefused() {
        assertThatThrownBy(() -> new FalseDiscoveryRate(1))
                .hasMessage("rate is 1.0, expected a share between 0 and 1, such as 0.1");
        assertThatThrownBy(() -> new FalsePositiveBudget(20))
                .hasMessage("false-positive-budget is 20.0, expected a share between 0 and 1, such as 0.1");
    }
}
