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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.evaluate.RocAuc;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

/** What DESIGN.md 12 asks of every detector that sees trusted vectors only. */
class OnlineMethodsTest {

    private static final String NO_VARIANCE = "n/a: the layer has no variance over trusted prompts";

    static Stream<Method> methods() {
        return Stream.of(
                new MahalanobisMethod(1e-3),
                new MahalanobisRelativeMethod(1e-3),
                new MahalanobisDiagonalMethod(1e-3),
                new MahalanobisPcaMethod(3),
                new MahalanobisShrunkMethod(),
                new KnnMethod(20),
                new KnnMethod(20, KnnMethod.Distance.MEAN),
                new LofMethod(20),
                new LofBatchMethod(20, 7),
                new IsolationForestMethod(20, 256, 1));
    }

    /** With the one that asks nothing of the trusted vectors. */
    static Stream<Method> allMethods() {
        return Stream.concat(methods(), Stream.of(new LaplaceMethod()));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void vectorsThatAreAllTheSameAreNotApplicable(Method method) {
        Matrix constant = Matrix.zeros(30, 4);
        Arrays.fill(constant.values(), 3000.1f);
        assertThatThrownBy(() -> FakeLayer.of(constant).detector(method, Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage(NO_VARIANCE);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void oneVectorIsNotApplicable(Method method) {
        assertThatThrownBy(() -> FakeLayer.of(RandomMatrix.normal(1, 4, 1)).detector(method, Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage(NO_VARIANCE);
    }

    /** Two vectors; few of many features; some features constant; most vectors equal; all these with far-off test vectors. */
    @ParameterizedTest
    @MethodSource("allMethods")
    void scoresAreNumbersWhateverTheTrustedVectors(Method method) {
        Matrix two = RandomMatrix.normal(2, 6, 1);
        Matrix few = RandomMatrix.normal(5, 6, 2);
        Matrix someConstant = RandomMatrix.normal(40, 6, 3);
        Matrix equal = RandomMatrix.normal(40, 6, 4);
        for (int i = 0; i < someConstant.values().length; i++) {
            if (i % 6 < 3) {
                someConstant.values()[i] = 0.1 * (i % 6);
            }
            if (i >= 12) {
                equal.values()[i] = equal.values()[i % 6];
            }
        }
        for (Matrix trusted : List.of(two, few, someConstant, equal)) {
            Matrix x = RandomMatrix.normal(9, 6, 5);
            System.arraycopy(trusted.values(), 0, x.values(), 0, 6);
            Arrays.fill(x.values(), 48, 54, 1e6);
            for (Arithmetic arithmetic : Arithmetic.values()) {
                double[] scores =
                        FakeLayer.of(trusted).detector(method, arithmetic).score(x);
                assertThat(scores).hasSize(9);
                assertThat(Arrays.stream(scores).allMatch(Double::isFinite))
                        .as("%s of %s: %s", method, trusted, Arrays.toString(scores))
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void vectorsOfAnotherModelAreRefused(Method method) {
        Detector detector = FakeLayer.of(RandomMatrix.normal(30, 4, 1)).detector(method, Arithmetic.FLOAT64);
        assertThatThrownBy(() -> detector.score(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors have 3 features, expected 4; was the fit made with another model?");
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void aVectorThatIsNoNumberIsRefused(Method method) {
        Detector detector = FakeLayer.of(RandomMatrix.normal(30, 4, 1)).detector(method, Arithmetic.FLOAT64);
        Matrix x = Matrix.of(2, 4, new double[] {1, 1, 1, 1, 1, Double.NaN, 1, 1});
        assertThatThrownBy(() -> detector.score(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vector 1 has a NaN or infinite feature; such vectors are left out before they are scored");
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void noVectorsHaveNoScores(Method method) {
        Detector detector = FakeLayer.of(RandomMatrix.normal(30, 4, 1)).detector(method, Arithmetic.FLOAT64);
        assertThat(detector.score(Matrix.zeros(0, 4))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("allMethods")
    void aDetectorThatTravelledScoresTheSame(Method method) throws IOException, ClassNotFoundException {
        Matrix x = RandomMatrix.normal(30, 5, 3);
        Detector detector = FakeLayer.of(x).detector(method, Arithmetic.FLOAT32);
        double[] before = detector.score(x);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(detector);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((Detector) in.readObject()).score(x)).isEqualTo(before);
        }
    }

    /**
     * Features a hundred times their deviation from 0, whose deviations fall over two decades; anomalies are half as far again. Float32 is
     * within 1e-4 of the score, or of the mean score where that is larger: a vector at the mean scores nearly 0 by digits that cancel.
     */
    @ParameterizedTest
    @MethodSource("methods")
    void floatsScoreAsDoublesDo(Method method) {
        int d = 40;
        Matrix trusted = likeActivations(300, d, 11);
        Matrix x = likeActivations(200, d, 12);
        boolean[] anomalous = new boolean[200];
        for (int i = 100; i < 200; i++) {
            anomalous[i] = true;
            for (int j = 0; j < d; j++) {
                x.values()[i * d + j] += 0.5 * (x.values()[i * d + j] - 100);
            }
        }
        FakeLayer layer = FakeLayer.of(trusted);
        double[] exact = layer.detector(method, Arithmetic.FLOAT64).score(x);
        double[] rounded = layer.detector(method, Arithmetic.FLOAT32).score(x);
        double mean = Arrays.stream(exact).map(Math::abs).average().orElseThrow();
        for (int i = 0; i < exact.length; i++) {
            assertThat(rounded[i]).isCloseTo(exact[i], within(1e-4 * Math.max(mean, Math.abs(exact[i]))));
        }
        double auc = RocAuc.of(exact, anomalous).orElseThrow().auc();
        assertThat(auc).isGreaterThan(0.55);
        assertThat(RocAuc.of(rounded, anomalous).orElseThrow().auc()).isCloseTo(auc, within(1e-4));
    }

    private static Matrix likeActivations(int n, int d, long seed) {
        Matrix x = RandomMatrix.normal(n, d, seed);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = 100 + x.values()[i] * Math.pow(100, -(i % d) / (d - 1.0));
        }
        return x;
    }

    /** -log (1/2 e^-1 1/2 e^-2) = 3 + 2 ln 2. */
    @Test
    void laplaceByHand() {
        FakeLayer layer = FakeLayer.of(Matrix.zeros(1, 2));
        Matrix z = Matrix.of(1, 2, new double[] {1, -2});
        LaplaceMethod published = new LaplaceMethod(LaplaceMethod.Sign.PUBLISHED);
        assertThat(layer.detector(new LaplaceMethod(), Arithmetic.FLOAT64).score(z)[0])
                .isCloseTo(3 + 2 * Math.log(2), within(1e-14));
        assertThat(layer.detector(published, Arithmetic.FLOAT64).score(z)[0])
                .isCloseTo(-3 - 2 * Math.log(2), within(1e-14));
        assertThat(new LaplaceMethod().params()).isEqualTo("scale=1");
        assertThat(published.params()).isEqualTo("scale=1,sign=published");
    }

    @Test
    void aValueIsItsScore() {
        Matrix trusted = Matrix.of(3, 1, new double[] {4, 4, 4.5});
        Detector detector = FakeLayer.of(trusted).detector(new ValueMethod(), Arithmetic.FLOAT32);
        assertThat(detector.score(Matrix.of(2, 1, new double[] {0.1, -7}))).containsExactly(0.1, -7);
        assertThatThrownBy(() -> FakeLayer.of(Matrix.zeros(3, 2)).detector(new ValueMethod(), Arithmetic.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Detector value takes a feature of one number, found 2; leave it out for this feature");
    }

    @Test
    void aValueThatIsTheSameOnAllTrustedPromptsIsNotApplicable() {
        Matrix constant = Matrix.of(3, 1, new double[] {0.1, 0.1, 0.1});
        assertThatThrownBy(() -> FakeLayer.of(constant).detector(new ValueMethod(), Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage(NO_VARIANCE);
    }

    /** As for a prompt that is rephrased: its score stands on no other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aValueNeedsNoTrustedOnes(int trusted) {
        Detector detector = FakeLayer.of(Matrix.zeros(trusted, 1)).detector(new ValueMethod(), Arithmetic.FLOAT64);
        assertThat(detector.score(Matrix.of(1, 1, new double[] {3}))).containsExactly(3);
    }
}
