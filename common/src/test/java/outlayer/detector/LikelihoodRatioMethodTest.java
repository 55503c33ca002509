package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

class LikelihoodRatioMethodTest {

    /** Trusted mean 0 and variance 1, unlabelled 3 and 4: at 3, -ln 2 - 0 + 9/2; at 0, -ln 2 - 9/8 + 0. */
    @Test
    void oneFeatureByHand() {
        LayerVectors layer =
                FakeMixedLayer.of(Matrix.of(3, 1, new double[] {-1, 0, 1}), Matrix.of(3, 1, new double[] {1, 3, 5}));
        assertThat(score(layer, Matrix.of(2, 1, new double[] {3, 0})))
                .containsExactly(new double[] {4.5 - Math.log(2), -1.125 - Math.log(2)}, within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void trustedAndUnlabelledVectorsInEachOthersPlaceTurnTheSign(long seed) {
        Matrix one = OfflineData.normal(40, 5, seed);
        Matrix other = OfflineData.mixture(30, 5, 15, 2, seed + 1);
        Matrix x = OfflineData.normal(7, 5, seed + 2);
        double[] forward = score(FakeMixedLayer.of(one, other), x);
        double[] backward = score(FakeMixedLayer.of(other, one), x);
        for (int i = 0; i < forward.length; i++) {
            assertThat(backward[i]).isCloseTo(-forward[i], within(1e-8 * (1 + Math.abs(forward[i]))));
        }
    }

    @Test
    void unlabelledVectorsThatAreTheTrustedOnesTellNothing() {
        Matrix trusted = OfflineData.normal(40, 5, 1);
        assertThat(score(FakeMixedLayer.of(trusted, trusted), trusted)).containsOnly(0);
    }

    @Test
    void directionsThatTrustedVectorsDoNotHaveAreNotApplicableToTheRatio() {
        // Trusted vectors vary along two features, unlabelled ones along one of the others.
        Matrix trusted = OfflineData.normal(20, 3, 1);
        Matrix unlabelled = OfflineData.normal(20, 3, 2);
        for (int i = 0; i < 20; i++) {
            trusted.values()[3 * i] = 1;
            unlabelled.values()[3 * i + 1] = 2;
            unlabelled.values()[3 * i + 2] = 3;
        }
        assertThatThrownBy(() -> new LikelihoodRatioMethod().fit(FakeMixedLayer.of(trusted, unlabelled)))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: trusted and unlabelled vectors vary along different directions");
    }

    @Test
    void vectorsThatHardlyVaryAreNotApplicableToTheRatio() {
        Matrix tiny = OfflineData.normal(20, 3, 1);
        for (int i = 0; i < tiny.values().length; i++) {
            tiny.values()[i] *= 1e-4;
        }
        assertThatThrownBy(() -> new LikelihoodRatioMethod().fit(FakeMixedLayer.of(tiny, OfflineData.normal(20, 3, 2))))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage(
                        "n/a: the layer varies by more than 1e-5 along 0 directions over trusted prompts and 3 over unlabelled ones");
    }

    private static double[] score(LayerVectors layer, Matrix x) {
        LikelihoodRatioMethod method = new LikelihoodRatioMethod();
        return method.detector(method.fit(layer), Arithmetic.FLOAT64).score(x);
    }
}
