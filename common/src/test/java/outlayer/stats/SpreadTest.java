package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {

    /** 0.5, 0.7, 0.9: mean 0.7, deviations -0.2, 0, 0.2, so sqrt((0.04 + 0 + 0.04) / 2) = 0.2. */
    @Test
    void threeNumbersByHand() {
        Spread spread = Spread.of(0.9, 0.5, 0.7);
        assertThat(spread.n()).isEqualTo(3);
        assertThat(spread.mean()).isCloseTo(0.7, within(1e-15));
        assertThat(spread.standardDeviation()).isCloseTo(0.2, within(1e-15));
        assertThat(spread.min()).isEqualTo(0.5);
        assertThat(spread.max()).isEqualTo(0.9);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aShiftMovesTheMeanAndNothingElse(long seed) {
        Random random = new Random(seed);
        double[] numbers = random.doubles(9).toArray();
        double[] shifted = java.util.Arrays.stream(numbers).map(x -> x + 100).toArray();
        assertThat(Spread.of(shifted).mean()).isCloseTo(Spread.of(numbers).mean() + 100, within(1e-12));
        assertThat(Spread.of(shifted).standardDeviation())
                .isCloseTo(Spread.of(numbers).standardDeviation(), within(1e-12));
    }

    @Test
    void oneNumberHasNoDeviation() {
        assertThat(Spread.of(0.5)).isEqualTo(new Spread(1, 0.5, null, 0.5, 0.5));
        assertThatThrownBy(Spread::of)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The spread of no numbers is not defined; expected at least one");
    }
}
