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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/** What all methods share that look at more than trusted vectors: floats, and bad input (DESIGN.md, decision 12). */
class OfflineMethodsTest {

    static Stream<Method> methods() {
        return Stream.of(
                new QuantumEntropyMethod(4, 1e-3),
                new LikelihoodRatioMethod(),
                new GaussianMixtureMethod(),
                new SpectralSignatureMethod(),
                new LinearProbeMethod());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void floatsGiveTheSameScoresAndRanks(Method method) {
        Matrix unlabelled = OfflineData.mixture(200, 24, 100, 0.8, 2);
        LayerVectors layer = new FakeMixedLayer(OfflineData.normal(300, 24, 1), unlabelled, 100);
        Matrix x = OfflineData.mixture(400, 24, 200, 0.8, 3);
        double[] doubles = detector(method, layer, Arithmetic.FLOAT64).score(x);
        double[] floats = detector(method, layer, Arithmetic.FLOAT32).score(x);
        double largest = Arrays.stream(doubles).map(Math::abs).max().orElseThrow();
        assertThat(floats).containsExactly(doubles, within(1e-4 * largest));
        assertThat(areaUnderCurve(floats, 200)).isCloseTo(areaUnderCurve(doubles, 200), within(1e-4));
    }

    /** A direction that no vector varies along, one that is twice another, and every row twice. */
    @ParameterizedTest
    @MethodSource("methods")
    void constantAndDependentDirectionsAndDuplicatesHaveFiniteScores(Method method) {
        Matrix trusted = degenerate(OfflineData.normal(30, 6, 1));
        Matrix unlabelled = degenerate(OfflineData.mixture(24, 6, 12, 3, 2));
        double[] scores = detector(method, new FakeMixedLayer(trusted, unlabelled, 12), Arithmetic.FLOAT64)
                .score(OfflineData.normal(5, 6, 3));
        assertAllFinite(scores);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void fewerVectorsThanFeaturesHaveFiniteScores(Method method) {
        LayerVectors layer = new FakeMixedLayer(OfflineData.normal(7, 30, 1), OfflineData.mixture(8, 30, 4, 1, 2), 4);
        assertAllFinite(detector(method, layer, Arithmetic.FLOAT32).score(OfflineData.normal(5, 30, 3)));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void vectorsThatAreAllAlikeAreNotApplicable(Method method) {
        for (double value : new double[] {0, 0.1, 3000.1}) {
            Matrix constant = OfflineData.constant(9, 4, value);
            if (method.mode() == Mode.OFFLINE) {
                assertNotApplicable(method, FakeMixedLayer.of(OfflineData.normal(9, 4, 1), constant));
            }
            if (method.mode() == Mode.OFFLINE && method.cutoff() < 1) {
                assertNotApplicable(method, FakeMixedLayer.of(constant, OfflineData.normal(9, 4, 1)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneVectorIsNotApplicable(Method method) {
        assertNotApplicable(method, new FakeMixedLayer(OfflineData.normal(9, 4, 1), OfflineData.normal(1, 4, 1), 1));
        if (method.cutoff() < 1) {
            assertNotApplicable(method, FakeMixedLayer.of(OfflineData.normal(1, 4, 1), OfflineData.normal(9, 4, 1)));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void vectorsOfAnotherModelAreRefused(Method method) {
        LayerVectors layer = new FakeMixedLayer(OfflineData.normal(30, 6, 1), OfflineData.mixture(20, 6, 10, 1, 2), 10);
        Detector detector = detector(method, layer, Arithmetic.FLOAT64);
        assertThat(detector.score(Matrix.zeros(0, 6))).isEmpty();
        assertThatThrownBy(() -> detector.score(Matrix.zeros(1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors have 5 features, expected 6; was the fit made with another model?");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aVectorThatIsNoNumberIsRefused(Method method) {
        LayerVectors layer = new FakeMixedLayer(OfflineData.normal(30, 3, 1), OfflineData.mixture(20, 3, 10, 1, 2), 10);
        Detector detector = detector(method, layer, Arithmetic.FLOAT64);
        Matrix x = Matrix.of(2, 3, new double[] {1, 2, 3, 4, Double.NaN, 6});
        assertThatThrownBy(() -> detector.score(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vector 1 has a NaN or infinite feature; such vectors are left out before they are scored");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aDetectorThatTravelledScoresTheSame(Method method) throws IOException, ClassNotFoundException {
        LayerVectors layer = new FakeMixedLayer(OfflineData.normal(30, 3, 1), OfflineData.mixture(20, 3, 10, 1, 2), 10);
        Detector detector = detector(method, layer, Arithmetic.FLOAT32);
        Matrix x = OfflineData.normal(9, 3, 3);
        double[] before = detector.score(x);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(detector);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((Detector) in.readObject()).score(x)).isEqualTo(before);
        }
    }

    static Detector detector(Method method, LayerVectors layer, Arithmetic arithmetic) {
        if (method instanceof JointMethod joint) {
            return joint.detector(joint.fit(List.of(layer)).get(0), arithmetic);
        }
        RowsMethod rows = (RowsMethod) method;
        return rows.detector(rows.fit(layer), arithmetic);
    }

    private static void assertNotApplicable(Method method, LayerVectors layer) {
        assertThatThrownBy(() -> detector(method, layer, Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessageStartingWith("n/a: ");
    }

    private static void assertAllFinite(double[] scores) {
        for (double score : scores) {
            assertThat(score).isFinite();
        }
    }

    private static Matrix degenerate(Matrix x) {
        int d = x.cols();
        for (int i = 0; i < x.rows(); i++) {
            x.values()[i * d] = 5;
            x.values()[i * d + 1] = 2 * x.values()[i * d + 2];
            if (i % 2 == 1) {
                System.arraycopy(x.values(), (i - 1) * d, x.values(), i * d, d);
            }
        }
        return x;
    }

    /** The share of pairs of the first rows with others where the first scores higher. */
    private static double areaUnderCurve(double[] scores, int anomalies) {
        double won = 0;
        for (int i = 0; i < anomalies; i++) {
            for (int j = anomalies; j < scores.length; j++) {
                won += scores[i] > scores[j] ? 1 : 0;
            }
        }
        return won / anomalies / (scores.length - anomalies);
    }
}
