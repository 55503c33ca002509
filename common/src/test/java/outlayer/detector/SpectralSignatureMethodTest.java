package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

class SpectralSignatureMethodTest {

    /** Mean (5, 5), variance most along the first feature: (8, 9) scores (8 - 5)^2. */
    @Test
    void twoFeaturesByHand() {
        Matrix unlabelled = Matrix.of(4, 2, new double[] {7, 5, 3, 5, 5, 6, 5, 4});
        LayerVectors layer = FakeMixedLayer.of(Matrix.zeros(2, 2), unlabelled);
        assertThat(score(layer, Matrix.of(1, 2, new double[] {8, 9}))).containsExactly(new double[] {9}, within(1e-12));
    }

    /** One in ten is shifted by far more than the rest spreads: the scores of all of them exceed all others. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aFewShiftedVectorsStandOut(long seed) {
        Matrix unlabelled = OfflineData.mixture(200, 6, 20, 100, seed);
        double[] scores = score(FakeMixedLayer.of(OfflineData.normal(2, 6, 9), unlabelled), unlabelled);
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < 200; i++) {
            least = i < 20 ? Math.min(least, scores[i]) : least;
            most = i < 20 ? most : Math.max(most, scores[i]);
        }
        assertThat(least).isGreaterThan(most);
    }

    private static double[] score(LayerVectors layer, Matrix x) {
        SpectralSignatureMethod method = new SpectralSignatureMethod();
        return method.detector(method.fit(layer), Arithmetic.FLOAT64).score(x);
    }
}
