package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConformalPValuesTest {

    /** Calibration 1, 2, 2, 5: n + 1 = 5. Score 2 has three at or above it: 4/5; 2.5 has one: 2/5; 6 none: 1/5; 0 all: 1. */
    @Test
    void countsCalibrationScoresAtOrAbove() {
        ConformalPValues p = ConformalPValues.of(new double[] {2, 5, 1, 2});
        assertThat(p.of(2)).isEqualTo(0.8);
        assertThat(p.of(2.5)).isEqualTo(0.4);
        assertThat(p.of(6)).isEqualTo(0.2).isEqualTo(p.smallest());
        assertThat(p.of(0)).isEqualTo(1);
        assertThat(p.n()).isEqualTo(4);
    }

    /**
     * Over draws of both sets, a normal score's p is at most u with probability floor(u (n + 1)) / (n + 1): with n = 19 and u = 0.1, 0.1.
     * 20,000 draws have a standard error of 0.0021.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void normalExamplesAreBelowUAsOftenAsU(long seed) {
        Random random = new Random(seed);
        int below = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            ConformalPValues p =
                    ConformalPValues.of(random.doubles(19).map(Math::exp).toArray());
            below += p.of(Math.exp(random.nextDouble())) <= 0.1 + 1e-12 ? 1 : 0;
        }
        assertThat((double) below / draws).isCloseTo(0.1, offset(4 * 0.0021));
    }

    @Test
    void noCalibrationOrNoNumberIsRefused() {
        assertThatThrownBy(() -> ConformalPValues.of(new double[0]))
                .hasMessage("There are no calibration scores; give the dataset a part `calibration`");
        assertThatThrownBy(() -> ConformalPValues.of(new double[] {1, Double.NaN}))
                .hasMessage("A calibration score is NaN; leave examples without a score out");
        assertThatThrownBy(() -> ConformalPValues.of(new double[] {1}).of(Double.NaN))
                .hasMessage("The score is NaN, expected a number; leave such examples out");
    }
}
