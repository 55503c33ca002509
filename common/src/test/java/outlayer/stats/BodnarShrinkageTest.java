package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class BodnarShrinkageTest {

    /** S = diag(3, 1): m = 2, |S - m I|^2 = 2, trace^2 = 16; n = 16 gives s = 16 / 32, and 3 becomes 3/2 + 1. */
    @Test
    void twoFeaturesByHand() {
        Matrix s = Matrix.of(2, 2, new double[] {3, 0, 0, 1});
        BodnarShrinkage shrinkage = BodnarShrinkage.of(s, 16);
        assertThat(shrinkage).isEqualTo(new BodnarShrinkage(0.5, 2));
        assertThat(shrinkage.shrink(s).values()).containsExactly(2.5, 0, 0, 1.5);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void intensityAndCovarianceEqualNumPys(Golden golden) {
        double[] values =
                Arrays.stream(golden.x).flatMapToDouble(Arrays::stream).toArray();
        Matrix covariance =
                Moments.of(Matrix.of(golden.n, golden.x[0].length, values)).covariance();
        BodnarShrinkage shrinkage = BodnarShrinkage.of(covariance, golden.n);
        assertThat(shrinkage.intensity()).isCloseTo(golden.intensity, within(1e-9));
        double[] expected =
                Arrays.stream(golden.shrunk).flatMapToDouble(Arrays::stream).toArray();
        assertThat(shrinkage.shrink(covariance).values())
                .containsExactly(expected, within(1e-9 * shrinkage.meanVariance()));
    }

    @ParameterizedTest(name = "seed {0}, {1} rows, {2} features")
    @CsvSource({"1, 2, 40", "2, 30, 30", "3, 500, 4", "4, 5, 1", "5, 3, 2"})
    void theIntensityIsAShareAndTheTraceStays(long seed, int n, int d) {
        Matrix covariance = Moments.of(RandomMatrix.normal(n, d, seed)).covariance();
        BodnarShrinkage shrinkage = BodnarShrinkage.of(covariance, n);
        assertThat(shrinkage.intensity()).isBetween(0.0, 1.0);
        Matrix shrunk = shrinkage.shrink(covariance);
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += shrunk.at(i, i);
        }
        assertThat(trace / d).isCloseTo(shrinkage.meanVariance(), within(1e-12));
    }

    /** With target m I and truth diag(1 .. 2) the best intensity falls like 1 / n: a hundred times the rows, a hundredth of it. */
    @Test
    void moreRowsShrinkLess() {
        Matrix few = stretched(400);
        Matrix many = stretched(40_000);
        double ofFew = BodnarShrinkage.of(Moments.of(few).covariance(), 400).intensity();
        double ofMany =
                BodnarShrinkage.of(Moments.of(many).covariance(), 40_000).intensity();
        assertThat(ofFew / ofMany).isBetween(70.0, 130.0);
    }

    @Test
    void nothingToShrinkFromIsRefused() {
        assertThatThrownBy(() -> BodnarShrinkage.of(Matrix.zeros(2, 3), 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Shrinkage of Matrix[2, 3] over 4.0 vectors: expected a square matrix and a number above 0");
        assertThat(BodnarShrinkage.of(Matrix.zeros(2, 2), 4)).isEqualTo(new BodnarShrinkage(1, 0));
    }

    private static Matrix stretched(int n) {
        Matrix x = RandomMatrix.normal(n, 4, 1);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] *= 1 + i % 4;
        }
        return x;
    }

    static Stream<Golden> goldens() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(BodnarShrinkageTest.class.getResourceAsStream("bodnar_golden.json")),
                StandardCharsets.UTF_8)) {
            return Arrays.stream(new Gson().fromJson(reader, Golden[].class));
        }
    }

    /** One case of bodnar_golden.json, which bodnar_golden.py beside it makes. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(int n, double[][] x, double intensity, double[][] shrunk) {

        @Override
        public String toString() {
            return n + " x " + x[0].length;
        }
    }
}
