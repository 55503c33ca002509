package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationStepsTest {

    @Test
    void powersOfTwoAreSpacedByLogarithm() {
        assertThat(IntStream.rangeClosed(1, 100).filter(EvaluationSteps.named("powers-of-two")::includes))
                .containsExactly(1, 2, 4, 8, 16, 32, 64);
    }

    @Test
    void orEverySoMany() {
        assertThat(IntStream.rangeClosed(1, 10).filter(EvaluationSteps.named("every-3")::includes))
                .containsExactly(3, 6, 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"powers-of-two", "every-1", "every-200"})
    void aNameIsWhatItPrints(String name) {
        assertThat(EvaluationSteps.named(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "log", "every-0", "every", "200"})
    void otherNamesAreRefused(String name) {
        assertThatThrownBy(() -> EvaluationSteps.named(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evaluations is \"" + name + "\", expected powers-of-two or, for example, every-200");
    }
}
