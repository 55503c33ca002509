package outlayer.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyTest {

    @Test
    void aMatrixOfTwoByHand() {
        // det [[4, 2], [2, 3]] = 8; its inverse times (2, 5) is (1/8) (3*2 - 2*5, -2*2 + 4*5) = (-0.5, 2).
        try (Cholesky cholesky = Cholesky.of(Matrix.of(2, 2, new double[] {4, 2, 2, 3}))) {
            assertThat(cholesky.logDeterminant()).isCloseTo(Math.log(8), within(1e-14));
            assertThat(cholesky.solve(Matrix.of(1, 2, new double[] {2, 5})).values())
                    .containsExactly(new double[] {-0.5, 2}, within(1e-14));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void solutionsSolveAndTheLogDeterminantIsThatOfTheEigenvalues(long seed) {
        Matrix a = RandomMatrix.scatter(RandomMatrix.normal(30, 12, seed));
        Matrix b = RandomMatrix.normal(5, 12, seed + 1);
        try (Cholesky cholesky = Cholesky.of(a)) {
            Matrix x = cholesky.solve(b);
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 12; j++) {
                    double product = 0;
                    for (int k = 0; k < 12; k++) {
                        product += a.at(j, k) * x.at(i, k);
                    }
                    assertThat(product).isCloseTo(b.at(i, j), within(1e-10));
                }
            }
            double expected =
                    Arrays.stream(SymmetricEigen.of(a).values()).map(Math::log).sum();
            assertThat(cholesky.logDeterminant()).isCloseTo(expected, within(1e-10));
        }
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteIsNamed() {
        assertThatThrownBy(() -> Cholesky.of(Matrix.of(2, 2, new double[] {1, 2, 2, 1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Matrix [2, 2] is not positive definite: its leading block of order 2 is not; add shrinkage");
    }

    @Test
    void aRightHandSideOfAnotherLengthIsRefused() {
        try (Cholesky cholesky = Cholesky.of(Matrix.of(1, 1, new double[] {4}))) {
            assertThatThrownBy(() -> cholesky.solve(Matrix.zeros(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Right-hand sides have 2 components, expected 1");
        }
    }
}
