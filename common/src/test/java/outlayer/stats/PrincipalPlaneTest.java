package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;

class PrincipalPlaneTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fittedVectorsHaveMeanZeroVarianceOneAndNoCovariance(long seed) {
        Random random = new Random(seed);
        int n = 60;
        int d = 7;
        double[] x = new double[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (3 + (1 + i % d) * random.nextGaussian());
        }
        PrincipalPlane plane =
                PrincipalPlane.of(Gaussian.of(Matrix.of(n, d, x), 1e-6)).orElseThrow();
        double[] sums = new double[5];
        for (int i = 0; i < n; i++) {
            double[] place = plane.place(row(x, i, d));
            sums[0] += place[0];
            sums[1] += place[1];
            sums[2] += place[0] * place[0];
            sums[3] += place[1] * place[1];
            sums[4] += place[0] * place[1];
        }
        assertThat(sums[0]).isCloseTo(0, within(1e-6));
        assertThat(sums[1]).isCloseTo(0, within(1e-6));
        assertThat(sums[2] / (n - 1)).isCloseTo(1, within(1e-6));
        assertThat(sums[3] / (n - 1)).isCloseTo(1, within(1e-6));
        assertThat(sums[4] / (n - 1)).isCloseTo(0, within(1e-6));
        assertThat(plane.share()).isBetween(2.0 / d, 1.0);
    }

    /**
     * Rows (+-3, 0, 0), (0, +-1, 0) and (0, 0, 0) have mean 0 and, over n - 1 = 4, variances 4.5, 0.5 and 0: the plane is that of
     * the first two features and holds all variance. (3, -1, 9) lies at 3 / sqrt(4.5) = 1.4142 and, up to the sign of the axis,
     * 1 / sqrt(0.5) = 1.4142.
     */
    @Test
    void placesAreInStandardDeviations() {
        double[] x = {3, 0, 0, -3, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0};
        PrincipalPlane plane =
                PrincipalPlane.of(Gaussian.of(Matrix.of(5, 3, x), 1e-6)).orElseThrow();
        double[] place = plane.place(FloatBuffer.wrap(new float[] {3, -1, 9}));
        assertThat(Math.abs(place[0])).isCloseTo(1.41421, within(1e-4));
        assertThat(Math.abs(place[1])).isCloseTo(1.41421, within(1e-4));
        assertThat(plane.share()).isCloseTo(1, within(1e-9));
    }

    @Test
    void vectorsThatVaryInOneDirectionHaveNoPlane() {
        assertThat(PrincipalPlane.of(Gaussian.of(Matrix.of(3, 2, new double[] {1, 5, 2, 5, 4, 5}), 1e-6)))
                .isEmpty();
    }

    @Test
    void vectorOfAnotherLengthIsRefused() {
        PrincipalPlane plane = PrincipalPlane.of(Gaussian.of(Matrix.of(3, 2, new double[] {1, 5, 2, 3, 4, 4}), 1e-6))
                .orElseThrow();
        assertThatThrownBy(() -> plane.place(FloatBuffer.wrap(new float[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vector has 1 numbers, expected 2; was the plane fitted to another layer?");
    }

    private static FloatBuffer row(double[] x, int i, int d) {
        float[] row = new float[d];
        for (int j = 0; j < d; j++) {
            row[j] = (float) x[i * d + j];
        }
        return FloatBuffer.wrap(row);
    }
}
