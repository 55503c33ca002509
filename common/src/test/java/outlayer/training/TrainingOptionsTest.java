package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTest {

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
    void learningRateRisesStaysAndFalls(int step, double expected) {
        assertThat(options(100, 10, 0.5).learningRateAt(step)).isCloseTo(expected, offset(1e-12));
    }

    @Test
    void learningRateNeverFallsBelowAFiftieth() {
        assertThat(options(1000, 10, 0.5).learningRateAt(999)).isEqualTo(2 * 0.02);
    }

    @Test
    void withoutWarmUpAndDecayLearningRateIsConstant() {
        TrainingOptions options = options(100, 0, 1);
        assertThat(options.learningRateAt(0)).isEqualTo(2);
        assertThat(options.learningRateAt(99)).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void learningRateHasOneHump(long seed) {
        Random random = new Random(seed);
        TrainingOptions options = options(50 + random.nextInt(500), random.nextInt(100), random.nextInt(11) / 10.0);
        boolean falling = false;
        for (int step = 1; step < options.steps(); step++) {
            double before = options.learningRateAt(step - 1);
            double now = options.learningRateAt(step);
            assertThat(now).as("%s, step %d", options, step).isBetween(0.0, options.learningRate());
            falling |= now < before;
            // With decay from the start, the warm-up and it overlap.
            if (falling && step >= options.warmupSteps()) {
                assertThat(now).as("%s, step %d", options, step).isLessThanOrEqualTo(before);
            }
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new TrainingOptions(0, 0, 2, 0.5, 8, 0.3, 0.1, 10, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps is 0, expected at least 1");
        assertThatThrownBy(() -> new TrainingOptions(10, 0, Double.NaN, 0.5, 8, 0.3, 0.1, 10, 0))
                .hasMessage("learning-rate is NaN, expected a positive number");
        assertThatThrownBy(() -> new TrainingOptions(10, 0, 2, 1.5, 8, 0.3, 0.1, 10, 0))
                .hasMessage("decay-from is 1.5, expected a share from 0 to 1");
        assertThatThrownBy(() -> new TrainingOptions(10, 0, 2, 0.5, 1, 0.3, 0.1, 10, 0))
                .hasMessage("batch is 1, expected at least 2: one Yes and one No");
    }

    private static TrainingOptions options(int steps, int warmupSteps, double decayFrom) {
        return new TrainingOptions(steps, warmupSteps, 2, decayFrom, 8, 0.3, 0.1, 10, 0);
    }
}
