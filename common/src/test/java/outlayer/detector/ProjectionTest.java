package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class ProjectionTest {

    /** 2500 rows pass through three blocks; the mean is a thousand times the deviation. */
    @ParameterizedTest(name = "seed {0}, {1} rows, {2}")
    @CsvSource({"1, 5, FLOAT64, 1e-12", "2, 2500, FLOAT64, 1e-12", "3, 5, FLOAT32, 1e-5", "4, 2500, FLOAT32, 1e-5"})
    void squaredNormsEqualTheirDefinition(long seed, int n, Arithmetic arithmetic, double tolerance) {
        Matrix m = RandomMatrix.normal(4, 7, seed);
        Matrix x = RandomMatrix.normal(n, 7, seed + 100);
        double[] mean = new double[7];
        for (int j = 0; j < 7; j++) {
            mean[j] = 1000 + j;
        }
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] += mean[i % 7];
        }
        double[] scales = {2, 0.5, 3};
        double[] found = new Projection(mean, m, scales, arithmetic).squaredNorms(x);
        for (int i = 0; i < n; i++) {
            double expected = 0;
            for (int k = 0; k < 3; k++) {
                double z = 0;
                for (int j = 0; j < 7; j++) {
                    z += scales[k] * m.at(k, j) * (x.at(i, j) - mean[j]);
                }
                expected += z * z;
            }
            assertThat(found[i]).isCloseTo(expected, within(tolerance * (1 + expected)));
        }
    }

    @Test
    void rowsOfTheMatrixCountAsTheyAreWithoutScales() {
        Projection projection =
                Projection.of(new double[] {1, 1}, Matrix.of(1, 2, new double[] {3, 4}), Arithmetic.FLOAT64);
        assertThat(projection.squaredNorms(Matrix.of(1, 2, new double[] {2, 2})))
                .containsExactly(49);
    }

    @Test
    void partsThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new Projection(new double[3], Matrix.zeros(2, 3), new double[4], Arithmetic.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A projection with a mean of 3 features and 4 scales does not fit Matrix[2, 3]");
    }
}
