package outlayer.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymmetricEigenTest {

    @Test
    void aMatrixOfTwoByHand() {
        // [[2, 1], [1, 2]]: (1, 1) / sqrt 2 gives 3, (1, -1) / sqrt 2 gives 1.
        SymmetricEigen eigen = SymmetricEigen.of(Matrix.of(2, 2, new double[] {2, 1, 1, 2}));
        double half = Math.sqrt(0.5);
        assertThat(eigen.values()).containsExactly(new double[] {3, 1}, within(1e-14));
        assertThat(eigen.vectors().at(0, 0)).isCloseTo(half, within(1e-14));
        assertThat(eigen.vectors().at(0, 1)).isCloseTo(half, within(1e-14));
        assertThat(Math.abs(eigen.vectors().at(1, 0) + eigen.vectors().at(1, 1)))
                .isLessThan(1e-14);
    }

    @Test
    void aMatrixOfOneIsItsOwnEigenvalue() {
        SymmetricEigen eigen = SymmetricEigen.above(0.5, Matrix.of(1, 1, new double[] {4}));
        assertThat(eigen.values()).containsExactly(4);
        assertThat(eigen.vectors().values()).containsExactly(1);
    }

    @ParameterizedTest(name = "seed {0}, order {1}")
    @CsvSource({"1, 3", "2, 17", "3, 64", "4, 150"})
    void everyPairSolvesItsEquationAndVectorsAreOrthonormal(long seed, int d) {
        Matrix a = RandomMatrix.scatter(RandomMatrix.normal(d + 3, d, seed));
        SymmetricEigen eigen = SymmetricEigen.of(a);
        double scale = eigen.values()[0];
        for (int k = 0; k < d; k++) {
            for (int i = 0; i < d; i++) {
                double product = 0;
                double overlap = 0;
                for (int j = 0; j < d; j++) {
                    product += a.at(i, j) * eigen.vectors().at(k, j);
                    overlap += eigen.vectors().at(i, j) * eigen.vectors().at(k, j);
                }
                assertThat(product)
                        .isCloseTo(eigen.values()[k] * eigen.vectors().at(k, i), within(1e-12 * scale));
                assertThat(overlap).isCloseTo(i == k ? 1 : 0, within(1e-11));
            }
        }
        assertThat(eigen.values()).isSortedAccordingTo((x, y) -> Double.compare(y, x));
    }

    @ParameterizedTest(name = "seed {0}, cut-off {1}")
    @CsvSource({"1, 0", "2, 0.01", "3, 0.2", "4, 0.999"})
    void aCutOffKeepsTheHeadOfAll(long seed, double cutoff) {
        Matrix a = RandomMatrix.scatter(RandomMatrix.normal(60, 40, seed));
        SymmetricEigen all = SymmetricEigen.of(a);
        SymmetricEigen head = SymmetricEigen.above(cutoff, a);
        int kept = head.values().length;
        assertThat(kept).isBetween(1, 40);
        assertThat(kept == 40 || all.values()[kept] <= cutoff * all.values()[0]).isTrue();
        for (int i = 0; i < kept; i++) {
            assertThat(head.values()[i]).isGreaterThan(cutoff * all.values()[0]);
            assertThat(head.values()[i]).isCloseTo(all.values()[i], within(1e-12 * all.values()[0]));
            for (int j = 0; j < 40; j++) {
                assertThat(head.vectors().at(i, j)).isCloseTo(all.vectors().at(i, j), within(1e-9));
            }
        }
    }

    @Test
    void aMatrixOfZerosHasNothingAboveItsCutOff() {
        SymmetricEigen eigen = SymmetricEigen.above(0, Matrix.zeros(5, 5));
        assertThat(eigen.values()).isEmpty();
        assertThat(eigen.vectors().cols()).isEqualTo(5);
    }

    @Test
    void aCellThatIsNoNumberIsNamed() {
        Matrix a = Matrix.of(2, 2, new double[] {1, Double.NaN, 0, 1});
        assertThatThrownBy(() -> SymmetricEigen.of(a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cell (0, 1) of a symmetric matrix is NaN");
    }

    @Test
    void aMatrixThatIsNotSquareIsRefused() {
        assertThatThrownBy(() -> SymmetricEigen.of(Matrix.zeros(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A symmetric matrix is square, found shape [2, 3]");
    }

    @Test
    void aCutOffOfOneIsRefused() {
        assertThatThrownBy(() -> SymmetricEigen.above(1, Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cut-off is a share of the largest eigenvalue in [0, 1), found 1.0");
    }
}
