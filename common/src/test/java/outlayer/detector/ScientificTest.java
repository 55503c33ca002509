package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScientificTest {

    @ParameterizedTest
    @CsvSource({"1e-3, 1e-3", "0.00001, 1e-5", "0.0014, 1.4e-3", "0.5, 5e-1"})
    void everyNumberHasItsOwnName(double value, String name) {
        assertThat(Scientific.of(value)).isEqualTo(name);
    }
}
