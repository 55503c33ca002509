package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/** The offline methods against NumPy and SciPy: 1e-6 of each score in double, 1e-4 of the largest with floats. */
class OfflineGoldenTest {

    @ParameterizedTest
    @MethodSource("cases")
    void scoresOfOneLayerEqualTheirDefinitions(Case golden) {
        check(golden, new QuantumEntropyMethod(golden.alpha, golden.rcond), golden.entropy);
        check(golden, new LikelihoodRatioMethod(), golden.ratio);
        check(golden, new SpectralSignatureMethod(), golden.signature);
    }

    @ParameterizedTest
    @MethodSource("mixtures")
    void scoresOfAMixtureOverLayersEqualTheDefinition(Mixture golden) {
        List<LayerVectors> layers = new ArrayList<>();
        for (int k = 0; k < golden.x.length; k++) {
            layers.add(
                    FakeMixedLayer.of(GoldenFile.matrix(golden.trusted[k]), GoldenFile.matrix(golden.unlabelled[k])));
        }
        GaussianMixtureMethod method = new GaussianMixtureMethod();
        List<Parameters> fitted = method.fit(layers);
        for (int k = 0; k < layers.size(); k++) {
            Matrix x = GoldenFile.matrix(golden.x[k]);
            close(method.detector(fitted.get(k), Arithmetic.FLOAT64).score(x), golden.scores[k]);
            near(method.detector(fitted.get(k), Arithmetic.FLOAT32).score(x), golden.scores[k]);
        }
    }

    private static void check(Case golden, RowsMethod method, double[] expected) {
        Parameters fitted =
                method.fit(FakeMixedLayer.of(GoldenFile.matrix(golden.trusted), GoldenFile.matrix(golden.unlabelled)));
        Matrix x = GoldenFile.matrix(golden.x);
        close(method.detector(fitted, Arithmetic.FLOAT64).score(x), expected);
        near(method.detector(fitted, Arithmetic.FLOAT32).score(x), expected);
    }

    private static void close(double[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-6 * Math.abs(expected[i])));
        }
    }

    private static void near(double[] found, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(found).containsExactly(expected, within(1e-4 * largest));
    }

    static Stream<Case> cases() {
        return GoldenFile.read("offline_golden.json", Golden.class).cases.stream();
    }

    static Stream<Mixture> mixtures() {
        return GoldenFile.read("offline_golden.json", Golden.class).mixtures.stream();
    }

    /** offline_golden.json, which offline_golden.py beside it makes. */
    record Golden(List<Case> cases, List<Mixture> mixtures) {}

    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Case(
            double alpha,
            double rcond,
            double[][] trusted,
            double[][] unlabelled,
            double[][] x,
            double[] entropy,
            double[] ratio,
            double[] signature) {

        @Override
        public String toString() {
            return "alpha %s, rcond %s, %d and %d x %d"
                    .formatted(alpha, rcond, trusted.length, unlabelled.length, x[0].length);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Mixture(double[][][] trusted, double[][][] unlabelled, double[][][] x, double[][] scores) {

        @Override
        public String toString() {
            return x.length + " layers";
        }
    }
}
