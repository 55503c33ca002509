package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class NormalDensityTest {

    /** C = [[2, 1], [1, 2]] has determinant 3 and inverse [[2, -1], [-1, 2]] / 3; (2, 1) lies (1, 1) from (1, 0): distance 2/3. */
    @Test
    void twoFeaturesByHand() {
        NormalDensity density = new NormalDensity(new double[] {1, 0}, Matrix.of(2, 2, new double[] {2, 1, 1, 2}));
        double expected = -(2.0 / 3 + Math.log(3) + 2 * Math.log(2 * Math.PI)) / 2;
        assertThat(density.logDensities(Matrix.of(1, 2, new double[] {2, 1})))
                .containsExactly(new double[] {expected}, within(1e-14));
        assertThat(density.logDeterminant()).isCloseTo(Math.log(3), within(1e-14));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whitenedVectorsHaveTheDensityOfIndependentOnes(long seed) {
        Matrix covariance = Moments.of(RandomMatrix.normal(30, 5, seed)).covariance();
        NormalDensity density = new NormalDensity(new double[5], covariance);
        Matrix y = RandomMatrix.normal(4, 5, seed + 1);
        Matrix white = Blas.productTransposed(y, density.whitening());
        double[] densities = density.logDensities(y);
        for (int i = 0; i < 4; i++) {
            double distance = 0;
            for (int j = 0; j < 5; j++) {
                distance += white.at(i, j) * white.at(i, j);
            }
            double expected = -(distance + density.logDeterminant() + 5 * Math.log(2 * Math.PI)) / 2;
            assertThat(densities[i]).isCloseTo(expected, within(1e-10 * (1 + distance)));
        }
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new NormalDensity(new double[3], Matrix.zeros(2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Mean has 3 components, covariance is Matrix[2, 2]");
    }
}
