package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {

    /** Literals from goldens.py. */
    @Test
    void streamIsAFunctionOfSeedAndKey() {
        Draws plain = Draws.of(633);
        assertThat(new long[] {plain.bits(), plain.bits()}).containsExactly(0x7b90f823349b0781L, 0x4ec079b974d11e03L);
        Draws keyed = Draws.of(633, 1, 2);
        assertThat(new long[] {keyed.bits(), keyed.bits()}).containsExactly(0xde1bbcbd9205fc44L, 0xa91dfae11530bd17L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 633, -5})
    void drawsOfNeighbouringKeysAreUniformAndUncorrelated(long seed) {
        int n = 20_000;
        double sum = 0;
        double lagged = 0;
        double previous = 0.5;
        int[] counts = new int[10];
        for (int i = 0; i < n; i++) {
            Draws draws = Draws.of(seed, i);
            double u = draws.uniform();
            sum += u;
            lagged += (u - 0.5) * (previous - 0.5);
            previous = u;
            counts[draws.below(10)]++;
        }
        assertThat(sum / n).isEqualTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
        assertThat(lagged / n).isEqualTo(0, within(5 / 12.0 / Math.sqrt(n)));
        for (int count : counts) {
            assertThat((double) count).isEqualTo(n / 10.0, within(5 * Math.sqrt(n * 0.09)));
        }
    }

    @Test
    void nothingIsBelowZero() {
        assertThatThrownBy(() -> Draws.of(1).below(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot draw below 0; expected at least 1");
    }
}
