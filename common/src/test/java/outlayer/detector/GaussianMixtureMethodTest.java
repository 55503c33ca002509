package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

class GaussianMixtureMethodTest {

    private final GaussianMixtureMethod method = new GaussianMixtureMethod();

    /** With one layer the rounds are expectation maximisation proper but for a shrinkage of order 1/n, here below 1e-3. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theLikelihoodOfUnlabelledVectorsRises(long seed) {
        Matrix unlabelled = OfflineData.mixture(2000, 3, 1000, 3, seed);
        FakeMixedLayer layer = FakeMixedLayer.of(OfflineData.normal(2000, 3, seed + 1), unlabelled);
        MixtureLayer mixture = new MixtureLayer(SharedSubspace.of(layer), unlabelled);
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < 30; round++) {
            double after = logLikelihoodRatio(mixture, unlabelled);
            assertThat(after).isGreaterThan(before - 1e-4 * 2000);
            before = after;
            double[] weights = new double[2000];
            mixture.addResponsibilities(weights);
            double total = 0;
            for (double weight : weights) {
                total += weight;
            }
            mixture.maximise(weights, total);
        }
        double start = logLikelihoodRatio(new MixtureLayer(SharedSubspace.of(layer), unlabelled), unlabelled);
        assertThat(before).isGreaterThan(start + 10);
    }

    @Test
    void wellSeparatedClustersAreToldApart() {
        // Every feature of the untrusted half lies 60 away; the other half, and new normal vectors, look trusted.
        LayerVectors layer = FakeMixedLayer.of(OfflineData.normal(200, 4, 1), OfflineData.mixture(200, 4, 100, 60, 2));
        Detector detector = method.detector(method.fit(List.of(layer)).get(0), Arithmetic.FLOAT64);
        double[] scores = detector.score(OfflineData.mixture(40, 4, 20, 60, 3));
        for (int i = 0; i < 40; i++) {
            assertThat(scores[i] > 0).isEqualTo(i < 20);
        }
    }

    @Test
    void aLayerWithoutVarianceIsLeftOutAndOthersGoOn() {
        LayerVectors layer = FakeMixedLayer.of(OfflineData.normal(30, 4, 1), OfflineData.mixture(30, 4, 15, 3, 2));
        LayerVectors constant = FakeMixedLayer.of(OfflineData.constant(30, 4, 0.1), OfflineData.constant(30, 4, 0.1));
        List<Parameters> fitted = method.fit(List.of(constant, layer));
        Parameters alone = method.fit(List.of(layer)).get(0);
        Matrix x = OfflineData.normal(5, 4, 3);
        assertThat(method.detector(fitted.get(1), Arithmetic.FLOAT64).score(x))
                .isEqualTo(method.detector(alone, Arithmetic.FLOAT64).score(x));
        assertThatThrownBy(() -> method.detector(fitted.get(0), Arithmetic.FLOAT64))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: trusted or unlabelled vectors of the layer do not vary");
        assertThatThrownBy(() -> method.fit(List.of(constant)))
                .isInstanceOf(NotApplicableException.class)
                .hasMessage("n/a: trusted or unlabelled vectors do not vary in any layer");
    }

    /** Layer 2 alone cannot tell; averaged with layer 1, its untrusted component is still that of the first half. */
    @Test
    void layersThatTellHelpThoseThatDoNot() {
        LayerVectors tells = FakeMixedLayer.of(OfflineData.normal(300, 4, 1), OfflineData.mixture(300, 4, 150, 9, 2));
        LayerVectors hardly =
                FakeMixedLayer.of(OfflineData.normal(300, 4, 3), OfflineData.mixture(300, 4, 150, 0.4, 4));
        Matrix x = OfflineData.mixture(400, 4, 200, 0.4, 5);
        double[] together = method.detector(method.fit(List.of(tells, hardly)).get(1), Arithmetic.FLOAT64)
                .score(x);
        double[] alone = method.detector(method.fit(List.of(hardly)).get(0), Arithmetic.FLOAT64)
                .score(x);
        assertThat(meanGap(together)).isGreaterThan(0);
        assertThat(meanGap(together)).isGreaterThan(meanGap(alone));
    }

    @Test
    void layersOfDifferentExamplesAreRefused() {
        LayerVectors one = FakeMixedLayer.of(OfflineData.normal(30, 4, 1), OfflineData.normal(30, 4, 2));
        LayerVectors other = FakeMixedLayer.of(OfflineData.normal(30, 4, 1), OfflineData.normal(29, 4, 2));
        assertThatThrownBy(() -> method.fit(List.of(one, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layers have 30 and 29 unlabelled vectors; expected the same examples in each");
    }

    @Test
    void trustedLookingVectorsAloneLeaveFiniteScores() {
        Matrix trusted = OfflineData.normal(200, 4, 1);
        LayerVectors layer = FakeMixedLayer.of(trusted, trusted);
        double[] scores = method.detector(method.fit(List.of(layer)).get(0), Arithmetic.FLOAT64)
                .score(trusted);
        for (double score : scores) {
            assertThat(score).isFinite().isCloseTo(0, within(100.0));
        }
    }

    /** sum ln(1/2 + 1/2 N_u / N_t): the log-likelihood of the mixture less that of the trusted density, which stays. */
    private double logLikelihoodRatio(MixtureLayer mixture, Matrix unlabelled) {
        double sum = 0;
        for (double ratio :
                method.detector(mixture.parameters(), Arithmetic.FLOAT64).score(unlabelled)) {
            sum += Math.max(ratio, 0) + Math.log1p(Math.exp(-Math.abs(ratio))) - Math.log(2);
        }
        return sum;
    }

    private static double meanGap(double[] scores) {
        double gap = 0;
        for (int i = 0; i < scores.length; i++) {
            gap += i < scores.length / 2 ? scores[i] : -scores[i];
        }
        return gap / scores.length;
    }
}
