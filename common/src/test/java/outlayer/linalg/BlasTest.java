package outlayer.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlasTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void productsEqualTheirDefinition(long seed) {
        Matrix a = RandomMatrix.normal(7, 5, seed);
        Matrix b = RandomMatrix.normal(5, 4, seed + 100);
        Matrix bTransposed = Matrix.zeros(4, 5);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 5; j++) {
                bTransposed.values()[i * 5 + j] = b.at(j, i);
            }
        }
        try (NativeMatrix x = NativeMatrix.copyOf(a);
                NativeMatrix y = NativeMatrix.copyOf(b);
                NativeMatrix yTransposed = NativeMatrix.copyOf(bTransposed);
                NativeMatrix product = NativeMatrix.allocate(7, 4);
                NativeMatrix same = NativeMatrix.allocate(7, 4)) {
            Blas.multiply(x, 7, y, product);
            Blas.multiplyTransposed(x, 7, yTransposed, same);
            for (int i = 0; i < 7; i++) {
                for (int j = 0; j < 4; j++) {
                    double expected = 0;
                    for (int k = 0; k < 5; k++) {
                        expected += a.at(i, k) * b.at(k, j);
                    }
                    assertThat(product.at(i, j)).isCloseTo(expected, within(1e-12));
                    assertThat(same.at(i, j)).isCloseTo(expected, within(1e-12));
                }
            }
        }
    }

    /** Small whole numbers have exact products in float32 too. */
    @Test
    void productsOfFloatsEqualThoseOfDoubles() {
        Matrix a = Matrix.of(2, 3, new double[] {1, 2, 3, 4, 5, 6});
        Matrix b = Matrix.of(2, 3, new double[] {1, 0, 2, 0, 1, 3});
        try (NativeMatrix x = NativeMatrix.copyOf(a, Arithmetic.FLOAT32);
                NativeMatrix y = NativeMatrix.copyOf(b, Arithmetic.FLOAT32);
                NativeMatrix product = NativeMatrix.allocate(2, 2, Arithmetic.FLOAT32)) {
            Blas.multiplyTransposed(x, 2, y, product);
            assertThat(product.toMatrix(0, 2).values()).containsExactly(7, 11, 16, 23);
        }
    }

    @Test
    void floatsAndDoublesDoNotMix() {
        try (NativeMatrix doubles = NativeMatrix.allocate(2, 2);
                NativeMatrix floats = NativeMatrix.allocate(2, 2, Arithmetic.FLOAT32)) {
            assertThatThrownBy(() -> Blas.multiply(doubles, 2, floats, doubles))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("NativeMatrix[2, 2] has float32 numbers, expected float64");
            assertThatThrownBy(() -> Blas.multiply(doubles, 2, floats, floats))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("NativeMatrix[2, 2] has float64 numbers, expected float32");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void scatterAddsUpOverBlocks(long seed) {
        Matrix a = RandomMatrix.normal(9, 5, seed);
        Matrix expected = RandomMatrix.scatter(a);
        try (NativeMatrix first = NativeMatrix.copyOf(RandomMatrix.rows(a, 0, 6));
                NativeMatrix second = NativeMatrix.copyOf(RandomMatrix.rows(a, 6, 9));
                NativeMatrix c = NativeMatrix.allocate(5, 5)) {
            Blas.scatter(first, 6, 0, c);
            Blas.scatter(second, 3, 1, c);
            for (int i = 0; i < 5; i++) {
                for (int j = i; j < 5; j++) {
                    assertThat(c.at(i, j)).isCloseTo(expected.at(i, j), within(1e-12));
                }
            }
        }
    }

    /** x = (1 2 3; 4 5 6): x (1, 0, -1) = (-2, -2) and x^T (1, 2) = (9, 12, 15). */
    @Test
    void aMatrixTimesAVectorByHand() {
        try (NativeMatrix x = NativeMatrix.copyOf(Matrix.of(2, 3, new double[] {1, 2, 3, 4, 5, 6}));
                NativeMatrix w = NativeMatrix.copyOf(Matrix.of(1, 3, new double[] {1, 0, -1}));
                NativeMatrix y = NativeMatrix.copyOf(Matrix.of(1, 2, new double[] {1, 2}));
                NativeMatrix perRow = NativeMatrix.allocate(1, 2);
                NativeMatrix perColumn = NativeMatrix.allocate(1, 3)) {
            Blas.times(x, w, perRow);
            Blas.transposedTimes(x, y, perColumn);
            assertThat(perRow.toMatrix(0, 1).values()).containsExactly(-2, -2);
            assertThat(perColumn.toMatrix(0, 1).values()).containsExactly(9, 12, 15);
        }
    }

    @Test
    void oneThreadAnswers() {
        assertThat(Blas.version()).matches("OpenBLAS [0-9.]+, 1 thread");
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        try (NativeMatrix a = NativeMatrix.allocate(2, 3);
                NativeMatrix c = NativeMatrix.allocate(2, 2)) {
            assertThatThrownBy(() -> Blas.multiply(a, 2, c, c))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Shapes do not fit a b over 2 rows: "
                            + "NativeMatrix[2, 3], NativeMatrix[2, 2] into NativeMatrix[2, 2]");
        }
    }
}
