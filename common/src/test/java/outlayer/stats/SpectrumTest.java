package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.linalg.RandomMatrix;

class SpectrumTest {

    @Test
    void twoFeaturesByHand() {
        // Rows (+-2, 0), (0, +-1): variances 8/3 and 2/3, no covariance.
        Matrix x = Matrix.of(4, 2, new double[] {2, 0, -2, 0, 0, 1, 0, -1});
        Spectrum spectrum = Spectrum.of(Moments.of(x), 0.1);
        assertThat(spectrum.values()).containsExactly(new double[] {8.0 / 3, 2.0 / 3}, within(1e-14));
        assertThat(spectrum.vectors().values()).containsExactly(new double[] {1, 0, 0, 1}, within(1e-14));
        assertThat(spectrum.totalVariance()).isCloseTo(10.0 / 3, within(1e-14));
        assertThat(spectrum.rank(0.1)).isEqualTo(2);
        assertThat(spectrum.rank(0.3)).isEqualTo(1);
        assertThat(spectrum.vectorBlock(1, 1)).containsExactly(new float[] {0, 1}, within(1e-7f));
    }

    @ParameterizedTest(name = "seed {0}, {1} rows, {2} features, cut-off {3}")
    @CsvSource({"1, 2, 9, 1e-5", "2, 12, 20, 1e-5", "3, 30, 31, 1e-3", "4, 25, 60, 1e-9"})
    void fewerRowsThanFeaturesGiveTheSameSpectrumByEitherRoute(long seed, int n, int d, double cutoff) {
        Matrix x = RandomMatrix.normal(n, d, seed);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = 100 + x.values()[i] * Math.pow(10, -2.0 * (i % d) / d);
        }
        Spectrum direct = Spectrum.of(Moments.of(x), cutoff);
        double[] mean = Moments.of(x).mean();
        Spectrum gram = byGram(x, mean, cutoff);
        Gaussian chosen = Gaussian.of(x, cutoff);
        assertThat(chosen.mean()).containsExactly(mean, within(1e-11));
        assertThat(chosen.variances()).containsExactly(Moments.of(x).variances(), within(1e-11));
        assertThat(Arrays.stream(chosen.variances()).sum())
                .isCloseTo(chosen.spectrum().totalVariance(), within(1e-11));
        assertThat(chosen.spectrum().values()).containsExactly(gram.values(), within(1e-13));
        assertThat(gram.totalVariance()).isCloseTo(direct.totalVariance(), within(1e-10));
        double largest = direct.values()[0];
        assertThat(gram.values()).containsExactly(direct.values(), within(1e-11 * largest));
        assertThat(gram.vectors().values()).containsExactly(direct.vectors().values(), within(1e-8));
    }

    @ParameterizedTest(name = "value {0}, {1} rows")
    @CsvSource({"0, 5", "0.1, 5", "3000.1, 5", "-7.3, 5000"})
    void vectorsThatDoNotVaryHaveAnEmptySpectrum(double value, int n) {
        Matrix x = Matrix.zeros(n, 8);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = value * (1 + i % 8);
        }
        assertThat(Gaussian.of(x, 1e-5).spectrum().isEmpty()).isTrue();
        Moments halves = Moments.of(RandomMatrix.rows(x, 0, n / 2)).merge(Moments.of(RandomMatrix.rows(x, n / 2, n)));
        assertThat(Spectrum.of(halves, 1e-5).isEmpty()).isTrue();
        assertThat(Spectrum.of(halves, 1e-5).totalVariance()).isZero();
    }

    @Test
    void oneFloatThatDiffersInItsLastPlaceIsVariance() {
        Matrix x = Matrix.zeros(4000, 8);
        Arrays.fill(x.values(), 3000.1f);
        x.values()[17] = Math.nextUp(3000.1f);
        assertThat(Gaussian.of(x, 1e-5).spectrum().values()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {0, 1})
    void oneRowHasNoCovariance(int n) {
        assertThatThrownBy(() -> Spectrum.of(Moments.of(Matrix.zeros(n, 3)), 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A covariance needs 2 rows, has " + n);
    }

    @Test
    void oneRowAloneIsAGaussianWithoutVariance() {
        Matrix x = Matrix.of(1, 2, new double[] {3, -4});
        for (Gaussian alone : List.of(Gaussian.of(x, 1e-3), Gaussian.of(Moments.of(x), 1e-3))) {
            assertThat(alone.n()).isEqualTo(1);
            assertThat(alone.mean()).containsExactly(3, -4);
            assertThat(alone.variances()).containsExactly(0, 0);
            assertThat(alone.spectrum().isEmpty()).isTrue();
        }
    }

    @Test
    void noRowsAreNoGaussian() {
        assertThatThrownBy(() -> Gaussian.of(Matrix.zeros(0, 3), 1e-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A covariance needs 2 rows, has 0");
    }

    @Test
    void anRcondBelowTheCutOffIsRefused() {
        Spectrum spectrum = Gaussian.of(RandomMatrix.normal(9, 3, 1), 1e-3).spectrum();
        assertThatThrownBy(() -> spectrum.rank(1e-5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The spectrum was cut at 0.001 of its largest eigenvalue; rcond 1.0E-5 needs more of it");
    }

    private static Spectrum byGram(Matrix x, double[] mean, double cutoff) {
        Matrix centred = Matrix.zeros(x.rows(), x.cols());
        for (int i = 0; i < x.values().length; i++) {
            centred.values()[i] = x.values()[i] - mean[i % x.cols()];
        }
        try (NativeMatrix rows = NativeMatrix.copyOf(centred)) {
            return Spectrum.ofCentredRows(rows, x.rows(), mean, cutoff);
        }
    }
}
