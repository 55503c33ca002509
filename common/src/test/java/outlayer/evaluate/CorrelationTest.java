package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

    /**
     * x = 1 2 3 4 5, y = 2 1 4 3 5: sums of products about the means 8, of squares 10 and 10, so r = 0.8; z = atanh 0.8 = 1.0986
     * of standard error 1 / sqrt 2, interval tanh(1.0986 -+ 1.3859) = [-0.2796, 0.9862]. The values are ranks, so Spearman's is 0.8.
     */
    @Test
    void fivePairs() {
        Correlation found = Correlation.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 4, 3, 5})
                .orElseThrow();
        assertThat(found.pearson()).isCloseTo(0.8, within(1e-12));
        assertThat(found.spearman()).isCloseTo(0.8, within(1e-12));
        assertThat(found.low()).isCloseTo(-0.2796, within(1e-4));
        assertThat(found.high()).isCloseTo(0.9862, within(1e-4));
        assertThat(found.p()).isCloseTo(NormalTail.twoSided(Math.log(9) / 2 * Math.sqrt(2)), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void itDoesNotDependOnUnitsAndChangesItsSignWithOneSide(long seed) {
        Random random = new Random(seed);
        double[] x = random.doubles(12).toArray();
        double[] y = random.doubles(12).toArray();
        double[] scaled = Arrays.stream(y).map(v -> 7 - 3 * v).toArray();
        Correlation found = Correlation.of(x, y).orElseThrow();
        Correlation mirrored = Correlation.of(x, scaled).orElseThrow();
        assertThat(mirrored.pearson()).isCloseTo(-found.pearson(), within(1e-12));
        assertThat(mirrored.low()).isCloseTo(-found.high(), within(1e-12));
        assertThat(found.pearson()).isBetween(found.low(), found.high());
        assertThat(Correlation.outliers(x, scaled)).isEqualTo(Correlation.outliers(x, y));
    }

    @Test
    void threePairsOrAConstantSideSayNothing() {
        assertThat(Correlation.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}))
                .isEmpty();
        assertThat(Correlation.of(new double[] {1, 2, 3, 4}, new double[] {1, 1, 1, 1}))
                .isEmpty();
    }

    @Test
    void pairsOnALineCorrelateFullyAndHaveNoOutlier() {
        double[] x = {1, 2, 3, 4, 5};
        assertThat(Correlation.of(x, x).orElseThrow().pearson()).isCloseTo(1, within(1e-12));
        assertThat(Correlation.outliers(x, x)).isEmpty();
    }

    /** Nine pairs on the line y = x and one 10 above it: its residual is the only one past two standard deviations. */
    @Test
    void thePairFarFromTheLineIsNamed() {
        double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        double[] y = {0, 1, 2, 3, 14, 5, 6, 7, 8, 9};
        assertThat(Correlation.outliers(x, y)).containsExactly(4);
    }
}
