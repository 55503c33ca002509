package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;
import outlayer.stats.Gaussian;

class QuantumEntropyMethodTest {

    /**
     * Trusted variances 2/3 of both features: W = sqrt(3/2) I. Unlabelled ones 8/3 and 2/3, so S = diag(4, 1) and the weights are
     * e^4 and e^(4/4): (1, 1) scores 3/2 (e^4 + e).
     */
    @Test
    void twoFeaturesByHand() {
        Matrix trusted = Matrix.of(4, 2, new double[] {1, 0, -1, 0, 0, 1, 0, -1});
        Matrix unlabelled = Matrix.of(4, 2, new double[] {9, 5, 5, 5, 7, 6, 7, 4});
        double[] found = score(4, FakeMixedLayer.of(trusted, unlabelled), Matrix.of(1, 2, new double[] {1, 1}));
        assertThat(found[0]).isCloseTo(1.5 * (Math.exp(4) + Math.E), within(1e-11));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void withoutAlphaItIsMahalanobisDistanceTimesItsDimension(long seed) {
        Matrix trusted = OfflineData.normal(40, 6, seed);
        Matrix x = OfflineData.normal(9, 6, seed + 1);
        double[] found = score(0, FakeMixedLayer.of(trusted, OfflineData.normal(30, 6, seed + 2)), x);
        double[] distance = Mahalanobis.of(Gaussian.of(trusted, 1e-9), 1e-9, Arithmetic.FLOAT64)
                .score(x);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(6 * distance[i], within(1e-9 * found[i]));
        }
    }

    /** The trusted covariance is about I and S about diag(9, 1, 1, 1, 1): with alpha 100 the rest weighs e^-89 at most. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aLargeAlphaLeavesTheTopDirectionAlone(long seed) {
        Matrix trusted = RandomMatrix.normal(5000, 5, seed);
        Matrix unlabelled = RandomMatrix.normal(5000, 5, seed + 1);
        for (int i = 0; i < 5000; i++) {
            unlabelled.values()[5 * i + 2] *= 3;
        }
        Matrix x = Matrix.of(2, 5, new double[] {0, 0, 2, 0, 0, 3, 3, 1, 3, 3});
        double[] found = score(100, FakeMixedLayer.of(trusted, unlabelled), x);
        assertThat(found[0] / Math.exp(100)).isCloseTo(4, within(0.4));
        assertThat(found[1] / Math.exp(100)).isCloseTo(1, within(0.6));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void anInvertibleMapOfAllVectorsLeavesScoresAlone(long seed) {
        Matrix trusted = OfflineData.normal(50, 5, seed);
        Matrix unlabelled = OfflineData.mixture(40, 5, 20, 2, seed + 1);
        Matrix x = OfflineData.mixture(9, 5, 4, 2, seed + 2);
        Matrix map = RandomMatrix.normal(5, 5, seed + 3);
        double[] found = score(4, FakeMixedLayer.of(trusted, unlabelled), x);
        double[] mapped = score(
                4, FakeMixedLayer.of(Blas.product(trusted, map), Blas.product(unlabelled, map)), Blas.product(x, map));
        for (int i = 0; i < found.length; i++) {
            assertThat(mapped[i]).isCloseTo(found[i], within(1e-6 * found[i]));
        }
    }

    /** Trusted deviations down to 1e-4, vectors a million of the largest away. */
    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void theLargestAlphaOverflowsInNeitherArithmetic(Arithmetic arithmetic) {
        Matrix trusted = RandomMatrix.normal(40, 5, 1);
        Matrix unlabelled = RandomMatrix.normal(40, 5, 2);
        for (int i = 0; i < trusted.values().length; i++) {
            trusted.values()[i] *= Math.pow(10, -(i % 5));
            unlabelled.values()[i] *= Math.pow(10, -(i % 5));
        }
        Matrix x = RandomMatrix.normal(9, 5, 3);
        Arrays.fill(x.values(), 0, 5, 1e6);
        QuantumEntropyMethod method = new QuantumEntropyMethod(100, 1e-9);
        double[] scores = method.detector(method.fit(FakeMixedLayer.of(trusted, unlabelled)), arithmetic)
                .score(x);
        assertThat(Arrays.stream(scores).allMatch(Double::isFinite))
                .as(Arrays.toString(scores))
                .isTrue();
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new QuantumEntropyMethod(101, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantum-entropy takes alpha from 0 to 100, found 101.0");
        assertThatThrownBy(() -> new QuantumEntropyMethod(-1, 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantum-entropy takes alpha from 0 to 100, found -1.0");
        assertThat(new QuantumEntropyMethod(4, 1e-3).params()).isEqualTo("alpha=4,rcond=1e-3");
        assertThat(new QuantumEntropyMethod(0.5, 1e-5).params()).isEqualTo("alpha=0.5,rcond=1e-5");
    }

    private static double[] score(double alpha, LayerVectors layer, Matrix x) {
        QuantumEntropyMethod method = new QuantumEntropyMethod(alpha, 1e-9);
        return method.detector(method.fit(layer), Arithmetic.FLOAT64).score(x);
    }
}
