package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Folds;
import outlayer.stats.LogisticRegression;

class LinearProbeMethodTest {

    private final LinearProbeMethod method = new LinearProbeMethod();

    @Test
    void scoresAreTheLogOddsOfTheCrossValidatedProbe() {
        Matrix labelled = OfflineData.mixture(60, 5, 30, 1, 2);
        FakeMixedLayer layer = new FakeMixedLayer(OfflineData.normal(9, 5, 1), labelled, 30);
        Matrix x = OfflineData.normal(7, 5, 3);
        boolean[] anomalous = layer.labelled().anomalous();
        double[] expected = LogisticRegression.crossValidated(labelled, anomalous, Folds.deal(5, anomalous, 42))
                .orElseThrow()
                .logits(x);
        assertThat(method.detector(method.fit(layer), Arithmetic.FLOAT32).score(x))
                .containsExactly(expected, within(0.0));
    }

    @Test
    void shiftedVectorsItHasNotSeenScoreHigher() {
        LayerVectors layer =
                new FakeMixedLayer(OfflineData.normal(9, 5, 1), OfflineData.mixture(200, 5, 100, 20, 2), 100);
        double[] scores =
                method.detector(method.fit(layer), Arithmetic.FLOAT64).score(OfflineData.mixture(40, 5, 20, 20, 3));
        for (int i = 0; i < 40; i++) {
            assertThat(scores[i] > 0).isEqualTo(i < 20);
        }
    }

    @Test
    void labelledVectorsThatAreAllTheSameAreNotApplicable() {
        Matrix constant = Matrix.zeros(12, 4);
        Arrays.fill(constant.values(), 3000.1f);
        assertThatThrownBy(() -> method.fit(new FakeMixedLayer(OfflineData.normal(9, 4, 1), constant, 6)))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: the layer has no variance over labelled prompts");
    }

    @Test
    void aProbeOfOneClassSaysWhatItNeeds() {
        assertThatThrownBy(
                        () -> method.fit(FakeMixedLayer.of(OfflineData.normal(9, 4, 1), OfflineData.normal(9, 4, 2))))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: a probe of 9 labelled vectors needs 2 normal and 2 anomalous ones at least");
    }
}
