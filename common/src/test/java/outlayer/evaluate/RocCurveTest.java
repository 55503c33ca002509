package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RocCurveTest {

    @Test
    void fiveExamplesByHand() {
        // Thresholds 5, 3, 1 flag 1, 4, 5: precision 1, 3/4, 3/5 at recall 1/3, 1, 1.
        RocCurve curve = RocCurve.of(new double[] {5, 3, 3, 3, 1}, new boolean[] {true, true, true, false, false})
                .orElseThrow();
        assertThat(curve.truePositives()).containsExactly(1, 3, 3);
        assertThat(curve.falsePositives()).containsExactly(0, 1, 2);
        assertThat(curve.averagePrecision()).isCloseTo(1.0 / 3 + 2.0 / 3 * 0.75, within(1e-15));
        assertThat(curve.truePositiveRate(0.05)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(curve.truePositiveRate(0.5)).isEqualTo(1);
        // The lowest anomaly has 3, as one of the two normal examples: below it is 1 alone.
        assertThat(curve.normalsLeft()).isEqualTo(0.5);
    }

    @ParameterizedTest(name = "seed {0}, {1} levels a unit")
    @CsvSource({"1, 1", "2, 2", "3, 1000", "4, 3"})
    void theNormalsLeftAreThoseBelowEveryAnomaly(long seed, int levels) {
        RandomScores random = new RandomScores(40, 2, levels, seed);
        double lowest = Double.POSITIVE_INFINITY;
        int normals = 0;
        for (int i = 0; i < 40; i++) {
            lowest = random.anomalous[i] ? Math.min(lowest, random.scores[i]) : lowest;
            normals += random.anomalous[i] ? 0 : 1;
        }
        int left = 0;
        for (int i = 0; i < 40; i++) {
            left += !random.anomalous[i] && random.scores[i] < lowest ? 1 : 0;
        }
        assertThat(RocCurve.of(random.scores, random.anomalous).orElseThrow().normalsLeft())
                .isCloseTo((double) left / normals, within(1e-15));
    }

    @Test
    void perfectSeparationLeavesEveryNormalExampleAndTheReverseNone() {
        boolean[] labels = {false, false, true, true};
        assertThat(RocCurve.of(new double[] {1, 2, 3, 4}, labels).orElseThrow().normalsLeft())
                .isEqualTo(1);
        assertThat(RocCurve.of(new double[] {3, 4, 1, 2}, labels).orElseThrow().normalsLeft())
                .isZero();
        assertThat(RocCurve.of(new double[4], labels).orElseThrow().normalsLeft())
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("outlayer.evaluate.RocGolden#readCases")
    void precisionAndRatesEqualScikitLearns(RocGolden.Case golden) {
        RocCurve curve = RocCurve.of(golden.scores(), golden.labels()).orElseThrow();
        assertThat(curve.averagePrecision()).isCloseTo(golden.averagePrecision(), within(1e-12));
        assertThat(curve.truePositiveRate(0.01)).isCloseTo(golden.tprAtFpr01(), within(1e-12));
        assertThat(curve.truePositiveRate(0.05)).isCloseTo(golden.tprAtFpr05(), within(1e-12));
        assertThat(curve.normalsLeft()).isCloseTo(golden.normalsLeft(), within(1e-12));
    }

    @Test
    void aMillionScoresEqualScikitLearns() {
        RocGolden.Million golden = RocGolden.read().million();
        RocCurve curve = RocCurve.of(RocGolden.Million.scores(), RocGolden.Million.labels())
                .orElseThrow();
        assertThat(curve.averagePrecision()).isCloseTo(golden.averagePrecision(), within(1e-10));
        assertThat(curve.truePositiveRate(0.01)).isCloseTo(golden.tprAtFpr01(), within(1e-12));
        assertThat(curve.truePositiveRate(0.05)).isCloseTo(golden.tprAtFpr05(), within(1e-12));
        assertThat(curve.normalsLeft()).isCloseTo(golden.normalsLeft(), within(1e-12));
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3", "4"})
    void theAreaUnderTheCurveIsTheRocAuc(long seed) {
        RandomScores random = new RandomScores(70, 0.5, 2, seed);
        RocCurve curve = RocCurve.of(random.scores, random.anomalous).orElseThrow();
        double area = 0;
        int x = 0;
        int y = 0;
        for (int k = 0; k < curve.truePositives().length; k++) {
            area += (curve.falsePositives()[k] - x) * (curve.truePositives()[k] + y) / 2.0;
            x = curve.falsePositives()[k];
            y = curve.truePositives()[k];
        }
        assertThat(area / x / y).isCloseTo(random.auc().auc(), within(1e-13));
    }

    @Test
    void withoutBothClassesThereIsNoCurve() {
        assertThat(RocCurve.of(new double[] {1, 2}, new boolean[] {true, true})).isEmpty();
        assertThat(RocCurve.of(new double[] {1, 2}, new boolean[2])).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("outlayer.evaluate.RocGolden#readCases")
    void rankCorrelationEqualsSciPys(RocGolden.Case golden) {
        assertThat(RankCorrelation.spearman(golden.scores(), golden.other()).orElseThrow())
                .isCloseTo(golden.spearman(), within(1e-12));
    }

    @Test
    void rankCorrelationWithAConstantIsUndefined() {
        assertThat(RankCorrelation.spearman(new double[] {1, 2, 3}, new double[3]))
                .isEmpty();
    }
}
