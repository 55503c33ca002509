package outlayer.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MatrixTest {

    @Test
    void cellsAreFoundRowAfterRow() {
        Matrix matrix = Matrix.of(2, 3, new double[] {1, 2, 3, 4, 5, 6});
        assertThat(matrix.at(1, 0)).isEqualTo(4);
        assertThat(matrix.toString()).isEqualTo("Matrix[2, 3]");
    }

    @Test
    void aShapeThatDoesNotFitItsValuesIsRefused() {
        assertThatThrownBy(() -> Matrix.of(2, 3, new double[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Shape [2, 3] does not fit 5 values");
    }

    @Test
    void aCellOutsideIsRefused() {
        assertThatThrownBy(() -> Matrix.zeros(2, 3).at(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("(0, 3) in shape [2, 3]");
    }

    @Test
    void aBlockBeyondTwoGigabytesIsRefused() {
        assertThatThrownBy(() -> NativeMatrix.allocate(20_000, 20_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Shape [20000, 20000] takes 3200000000 bytes; one native block holds 1 cell to 2147483647 bytes");
    }
}
