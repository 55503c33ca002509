package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateIntervalTest {

    /** z = 2, 5 of 10: (5 + 2 -+ 2 sqrt(5 * 5 / 10 + 1)) / (10 + 4) = (7 -+ 2 sqrt 3.5) / 14. */
    @Test
    void halfOfTen() {
        RateInterval interval = RateInterval.of(5, 10, 2);
        assertThat(interval.low()).isCloseTo((7 - 2 * Math.sqrt(3.5)) / 14, within(1e-15));
        assertThat(interval.high()).isCloseTo((7 + 2 * Math.sqrt(3.5)) / 14, within(1e-15));
    }

    /** z = 2, 0 of 10: from 0 to z^2 / (n + z^2) = 4 / 14. */
    @Test
    void noneOfTenIsNotCertainlyNone() {
        assertThat(RateInterval.of(0, 10, 2).low()).isZero();
        assertThat(RateInterval.of(0, 10, 2).high()).isCloseTo(4.0 / 14, within(1e-15));
        assertThat(RateInterval.of(10, 10, 2).low()).isCloseTo(10.0 / 14, within(1e-15));
        assertThat(RateInterval.of(10, 10, 2).high()).isEqualTo(1);
    }

    @Test
    void itHoldsTheRateAndMovesWithIt() {
        RateInterval before = RateInterval.of(0, 37, 1.96);
        for (int k = 1; k <= 37; k++) {
            RateInterval next = RateInterval.of(k, 37, 1.96);
            assertThat(k / 37.0).isBetween(next.low(), next.high());
            assertThat(next.low()).isGreaterThan(before.low());
            assertThat(next.high()).isGreaterThan(before.high());
            before = next;
        }
    }
}
