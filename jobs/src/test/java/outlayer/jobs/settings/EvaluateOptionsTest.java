package outlayer.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateOptionsTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5000})
    void noneOrEnoughDrawsAreTaken(int draws) {
        assertThat(new EvaluateOptions(draws).bootstrap()).isEqualTo(draws);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 99})
    void tooFewDrawsForTheEndsOfAnIntervalAreRefused(int draws) {
        assertThatThrownBy(() -> new EvaluateOptions(draws))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bootstrap is " + draws + ", expected 0 for none, or at least 100 draws");
    }
}
