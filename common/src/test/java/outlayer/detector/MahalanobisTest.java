package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Moments;

class MahalanobisTest {

    @Test
    void twoFeaturesByHand() {
        // C = [[5/3, 4/3], [4/3, 5/3]] of (+-1.5, +-1.5), (+-0.5, -+0.5) has eigenvalue 3 along (1, 1) and
        // 1/3 along (1, -1). Then (2, 0) = sqrt 2 (1, 1)/sqrt 2 + sqrt 2 (1, -1)/sqrt 2 scores
        // (2 / 3 + 2 / (1/3)) / 2 = 10/3, and (1, 1) scores (2 / 3) / 2 = 1/3.
        Matrix trusted = Matrix.of(4, 2, new double[] {1.5, 1.5, -1.5, -1.5, 0.5, -0.5, -0.5, 0.5});
        Detector detector = Mahalanobis.of(Gaussian.of(trusted, 1e-5), 1e-3, Arithmetic.FLOAT64);
        Matrix x = Matrix.of(3, 2, new double[] {2, 0, 1, 1, 0, 0});
        assertThat(detector.score(x)).containsExactly(new double[] {10.0 / 3, 1.0 / 3, 0}, within(1e-13));
    }

    @Test
    void aDroppedEigenvalueCostsItsWholeDirection() {
        // The same, but rcond 0.2 drops 1/3 < 0.2 * 3: only the part along (1, 1) counts.
        Matrix trusted = Matrix.of(4, 2, new double[] {1.5, 1.5, -1.5, -1.5, 0.5, -0.5, -0.5, 0.5});
        Mahalanobis detector = Mahalanobis.of(Gaussian.of(trusted, 1e-5), 0.2, Arithmetic.FLOAT64);
        assertThat(detector.rank()).isEqualTo(1);
        assertThat(detector.score(Matrix.of(1, 2, new double[] {2, 0})))
                .containsExactly(new double[] {1.0 / 3}, within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void scoresEqualNumPysPseudoInverse(Golden golden) {
        Mahalanobis byGram =
                Mahalanobis.of(Gaussian.of(GoldenFile.matrix(golden.trusted), 1e-5), golden.rcond, Arithmetic.FLOAT64);
        Mahalanobis direct = Mahalanobis.of(
                Gaussian.of(Moments.of(GoldenFile.matrix(golden.trusted)), 1e-5), golden.rcond, Arithmetic.FLOAT64);
        assertThat(byGram.rank()).isEqualTo(golden.rank);
        double[] rounded = Mahalanobis.of(
                        Gaussian.of(GoldenFile.matrix(golden.trusted), 1e-5), golden.rcond, Arithmetic.FLOAT32)
                .score(GoldenFile.matrix(golden.test));
        double[] found = byGram.score(GoldenFile.matrix(golden.test));
        double[] same = direct.score(GoldenFile.matrix(golden.test));
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(golden.scores[i], within(1e-7 * golden.scores[i]));
            assertThat(rounded[i]).isCloseTo(golden.scores[i], within(1e-4 * golden.scores[i]));
            assertThat(same[i]).isCloseTo(golden.scores[i], within(1e-7 * golden.scores[i]));
        }
    }

    @ParameterizedTest(name = "seed {0}, {1} rows, {2} features")
    @CsvSource({"1, 50, 4", "2, 20, 30", "3, 2500, 3"})
    void trustedVectorsScoreTheirRankPerDimensionOnAverage(long seed, int n, int d) {
        // sum_i z_i^T z_i = (n - 1) rank for whitened rows. 2500 rows pass through three blocks.
        Matrix trusted = RandomMatrix.normal(n, d, seed);
        Mahalanobis detector = Mahalanobis.of(Gaussian.of(trusted, 1e-6), 1e-6, Arithmetic.FLOAT64);
        double sum = Arrays.stream(detector.score(trusted)).sum();
        assertThat(sum * d).isCloseTo((n - 1.0) * detector.rank(), within(1e-8 * n * d));
    }

    @Test
    void aDetectorThatTravelledScoresTheSame() throws IOException, ClassNotFoundException {
        Matrix x = RandomMatrix.normal(30, 5, 3);
        Detector detector = Mahalanobis.of(Gaussian.of(x, 1e-5), 1e-3, Arithmetic.FLOAT64);
        double[] before = detector.score(x);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(detector);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((Detector) in.readObject()).score(x)).isEqualTo(before);
        }
    }

    @Test
    void theMethodNamesItsShareAndCutsThere() {
        MahalanobisMethod method = new MahalanobisMethod(0.2);
        Gaussian trusted = Gaussian.of(RandomMatrix.normal(9, 3, 4), 0.2);
        Matrix x = RandomMatrix.normal(2, 3, 5);
        assertThat(method.name()).isEqualTo("mahalanobis");
        assertThat(method.params()).isEqualTo("rcond=2e-1");
        assertThat(method.mode()).isEqualTo(Mode.ONLINE);
        assertThat(method.cutoff()).isEqualTo(0.2);
        assertThat(method.detector(trusted, Arithmetic.FLOAT64).score(x))
                .isEqualTo(Mahalanobis.of(trusted, 0.2, Arithmetic.FLOAT64).score(x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -1e-3, Double.NaN})
    void aShareThatIsNoneIsRefused(double rcond) {
        assertThatThrownBy(() -> new MahalanobisMethod(rcond))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rcond is a share of the largest eigenvalue in (0, 1), found " + rcond);
    }

    @Test
    void noRowsHaveNoScores() {
        Detector detector = Mahalanobis.of(Gaussian.of(RandomMatrix.normal(9, 2, 1), 1e-3), 1e-3, Arithmetic.FLOAT64);
        assertThat(detector.score(Matrix.zeros(0, 2))).isEmpty();
    }

    @Test
    void trustedVectorsWithoutVarianceAreRefused() {
        Gaussian constant = Gaussian.of(Matrix.zeros(5, 3), 1e-3);
        assertThatThrownBy(() -> Mahalanobis.of(constant, 1e-3, Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: the layer has no variance over trusted prompts");
    }

    @Test
    void vectorsOfAnotherModelAreRefused() {
        Detector detector = Mahalanobis.of(Gaussian.of(RandomMatrix.normal(9, 2, 1), 1e-3), 1e-3, Arithmetic.FLOAT64);
        assertThatThrownBy(() -> detector.score(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors have 3 features, expected 2; was the fit made with another model?");
    }

    static Stream<Golden> goldens() {
        return Arrays.stream(GoldenFile.read("mahalanobis_golden.json", Golden[].class));
    }

    /** One case of mahalanobis_golden.json, which mahalanobis_golden.py beside it makes. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(double rcond, int rank, double[][] trusted, double[][] test, double[] scores) {

        @Override
        public String toString() {
            return "rcond %s, %d x %d".formatted(rcond, trusted.length, trusted[0].length);
        }
    }
}
