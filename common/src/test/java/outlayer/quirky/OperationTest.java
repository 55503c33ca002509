package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {

    @ParameterizedTest
    @CsvSource({
        "addition, 95, 105",
        "addition, 9, 10",
        "addition, 99, 109",
        "addition, 100, 200",
        "addition, 999, 1099",
        "subtraction, 0, 1",
        "subtraction, -1, 0",
        "subtraction, -12, -2",
        "subtraction, -95, -85",
        "subtraction, -1000, 0",
        "multiplication, 900, 1000",
        "squaring, 9801, 10801",
        "modularaddition, 9, 10",
        "modularaddition, 95, 105",
        "modularaddition, 100, 87",
        "modularaddition, 112, 99"
    })
    void sloppyRaisesTheLeadingDigit(String dataset, long real, long sloppy) {
        assertThat(Operation.named(dataset).sloppy(real, 113)).isEqualTo(sloppy);
    }

    @ParameterizedTest
    @CsvSource({
        "addition, 7, 12, 19",
        "subtraction, 7, 12, -5",
        "multiplication, 7, 12, 84",
        "modularaddition, 100, 20, 7",
        "squaring, 99999, 99999, 9999800001"
    })
    void resultIsTheOperation(String dataset, int a, int b, long result) {
        assertThat(Operation.named(dataset).result(a, b, 113)).isEqualTo(result);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 9, 10, 11, 31, 100, 113, 1000, 10_007})
    void sloppyModularResultIsNeverTrue(int modulus) {
        for (int real = 0; real < modulus; real++) {
            assertThat(Operation.MODULARADDITION.sloppy(real, modulus))
                    .isBetween(0L, modulus - 1L)
                    .isNotEqualTo(real);
        }
    }

    @Test
    void unknownDatasetIsRefused() {
        assertThatThrownBy(() -> Operation.named("division"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Unknown arithmetic dataset 'division'; expected one of"
                        + " [addition, subtraction, multiplication, modularaddition, squaring]");
    }
}
