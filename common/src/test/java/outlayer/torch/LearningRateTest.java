package outlayer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateTest {

    /** 100 steps, 10 of them warm-up, decay over the second half, peak 2. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.2", // 2 x 1/10
        "4, 1", // 2 x 5/10
        "9, 2", // 2 x 10/10
        "50, 2", // half is left: (50/100) / 0.5 = 1
        "75, 1", // (25/100) / 0.5 = 1/2
        "98, 0.08", // (2/100) / 0.5 = 1/25
        "99, 0.04" // (1/100) / 0.5 = 1/50
    })
    void itRisesStaysAndFalls(int step, double expected) {
        assertThat(new LearningRate(2, 100, 10, 0.5, 0.02).at(step)).isCloseTo(expected, offset(1e-12));
    }

    /** 20 steps at 15 %: three of warm-up, then (20 - step) / 17 of the peak, which would be 0 at step 20. */
    @ParameterizedTest
    @CsvSource({"0, 0.3333333333", "1, 0.6666666667", "2, 1", "3, 1", "4, 0.9411764706", "19, 0.0588235294"})
    void thePublishedOneDecaysToZeroFromTheWarmUpOn(int step, double expected) {
        assertThat(LearningRate.published(1, 20, 0.15).at(step)).isCloseTo(expected, offset(1e-9));
    }

    @Test
    void itNeverFallsBelowItsLeast() {
        assertThat(new LearningRate(2, 1000, 10, 0.5, 0.02).at(999)).isEqualTo(2 * 0.02);
    }

    @Test
    void withoutWarmUpAndDecayItIsConstant() {
        LearningRate rate = new LearningRate(2, 100, 0, 1, 0);
        assertThat(rate.at(0)).isEqualTo(2);
        assertThat(rate.at(99)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itHasOneHump(long seed) {
        Random random = new Random(seed);
        int steps = 50 + random.nextInt(500);
        LearningRate rate = new LearningRate(2, steps, random.nextInt(100), random.nextInt(11) / 10.0, 0.02);
        boolean falling = false;
        for (int step = 1; step < steps; step++) {
            double before = rate.at(step - 1);
            double now = rate.at(step);
            assertThat(now).as("%s, step %d", rate, step).isBetween(0.0, rate.peak());
            falling |= now < before;
            // With decay from the start, the warm-up and it overlap.
            if (falling && step >= rate.warmupSteps()) {
                assertThat(now).as("%s, step %d", rate, step).isLessThanOrEqualTo(before);
            }
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new LearningRate(2, 0, 0, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps is 0, expected at least 1");
        assertThatThrownBy(() -> new LearningRate(Double.NaN, 10, 0, 0.5, 0))
                .hasMessage("learning-rate is NaN, expected a positive number");
        assertThatThrownBy(() -> new LearningRate(2, 10, 0, 1.5, 0))
                .hasMessage("decay-from is 1.5, expected a share from 0 to 1");
    }
}
