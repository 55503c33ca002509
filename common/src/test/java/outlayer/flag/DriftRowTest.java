package outlayer.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.evaluate.Csv;
import outlayer.evaluate.ScoreKey;
import outlayer.linalg.Matrix;
import outlayer.stats.Centroid;
import outlayer.stats.Gaussian;

final class DriftRowTest {

    private static final FlagGroup GROUP = new FlagGroup("tiny", "chat", "base", "untrusted");
    private static final ScoreKey KEY = ScoreKey.of("activations", "lof", "k=20", "online", "2");
    private static final DriftLimits LIMITS = new DriftLimits(0.25, 1.25, 0.6);

    /**
     * Trusted (-1, 0), (1, 0), (0, -1), (0, 1): mean 0, total variance 4/3. New (3, 0), (5, 0): mean (4, 0), variance 2, ratio 1.5. The
     * distance 16 / (4/3) = 12 less 1.5/2 and 1/4 is 11.
     */
    @Test
    void aShiftIsInUnitsOfTheFitsSpread() {
        Gaussian trusted = Gaussian.of(Matrix.of(4, 2, new double[] {-1, 0, 1, 0, 0, -1, 0, 1}), 1e-3);
        LayerShift shift = LayerShift.of(trusted, Centroid.of(Matrix.of(2, 2, new double[] {3, 0, 5, 0})));
        assertThat(shift.nTrusted()).isEqualTo(4);
        assertThat(shift.nNew()).isEqualTo(2);
        assertThat(shift.varianceRatio()).isCloseTo(1.5, offset(1e-12));
        assertThat(shift.meanShift()).isCloseTo(Math.sqrt(11), offset(1e-12));
    }

    @Test
    void aLayerWithoutVarianceHasNoShift() {
        Gaussian constant = Gaussian.of(Matrix.of(2, 1, new double[] {3, 3}), 1e-3);
        assertThat(LayerShift.of(constant, Centroid.of(Matrix.of(2, 1, new double[] {3, 3})))
                        .meanShift())
                .isNull();
    }

    @Test
    void oneNewVectorHasNoShift() {
        Gaussian trusted = Gaussian.of(Matrix.of(2, 1, new double[] {-1, 1}), 1e-3);
        LayerShift shift = LayerShift.of(trusted, Centroid.of(Matrix.of(1, 1, new double[] {9})));
        assertThat(shift.meanShift()).isNull();
        assertThat(shift.varianceRatio()).isNull();
    }

    /** What is drawn alike is not said to drift, in 8 dimensions with 200 of either. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void drawnAlikeNothingDrifts(long seed) {
        Random random = new Random(seed);
        LayerShift shift = LayerShift.of(Gaussian.of(normal(random, 200), 1e-3), Centroid.of(normal(random, 200)));
        DriftRow row = DriftRow.of(GROUP, KEY, shift, scores(random, 200, 0), scores(random, 200, 0), LIMITS);
        assertThat(row.drifted()).as(row.note()).isFalse();
        assertThat(row.auc()).isBetween(0.4, 0.6);
        assertThat(Objects.requireNonNull(row.meanShift())).isLessThan(0.1);
        assertThat(row.note()).isEmpty();
        assertThat(Csv.cells(row)).hasSameSizeAs(Csv.columns(DriftRow.class));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatMovedIsNamed(long seed) {
        Random random = new Random(seed);
        LayerShift far = new LayerShift(200, 200, 0.5, 0.5);
        DriftRow row = DriftRow.of(GROUP, KEY, far, scores(random, 200, 0), scores(random, 200, 1), LIMITS);
        assertThat(row.drifted()).isTrue();
        assertThat(row.note())
                .matches("the mean moved by 0\\.50 of the fit's spread \\(limit 0\\.25\\); the variance is 0\\.50 times"
                        + " the fit's \\(limit 1\\.25\\); scores are higher than those of calibration, AUC 0\\.\\d\\d"
                        + " \\(limit 0\\.6\\)");
    }

    @Test
    void ofTwoScoresNothingIsSaid() {
        DriftRow row = DriftRow.of(GROUP, KEY, null, new double[] {1, 2}, new double[] {3}, LIMITS);
        assertThat(row.auc()).isEqualTo(1);
        assertThat(row.drifted()).isFalse();
        assertThat(DriftRow.of(GROUP, KEY, null, new double[] {1}, new double[0], LIMITS)
                        .note())
                .isEqualTo("n/a: no score to compare");
    }

    @Test
    void aLimitThatIsPassedIsNamedThoughThereIsNoScoreToCompare() {
        DriftRow row =
                DriftRow.of(GROUP, KEY, new LayerShift(200, 200, 0.5, 1.0), new double[] {1}, new double[0], LIMITS);
        assertThat(row.drifted()).isTrue();
        assertThat(row.note())
                .isEqualTo("the mean moved by 0.50 of the fit's spread (limit 0.25); n/a: no score to compare");
    }

    @Test
    void limitsThatSayNothingAreRefused() {
        assertThatThrownBy(() -> new DriftLimits(0, 2, 0.6)).hasMessage("mean-shift is 0.0, expected more than 0");
        assertThatThrownBy(() -> new DriftLimits(1, 1, 0.6)).hasMessage("variance-ratio is 1.0, expected more than 1");
        assertThatThrownBy(() -> new DriftLimits(1, 2, 0.5)).hasMessage("auc is 0.5, expected between 0.5 and 1");
    }

    private static Matrix normal(Random random, int rows) {
        return Matrix.of(
                rows,
                8,
                IntStream.range(0, rows * 8)
                        .mapToDouble(i -> random.nextGaussian())
                        .toArray());
    }

    private static double[] scores(Random random, int n, double shift) {
        return IntStream.range(0, n)
                .mapToDouble(i -> shift + random.nextGaussian())
                .toArray();
    }
}
