package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RocAucTest {

    private static final boolean[] LABELS = {true, true, true, false, false};
    private static final double[] SCORES = {5, 3, 3, 3, 1};

    @Test
    void fiveExamplesByHand() {
        // Against (3, 1): 5 wins both, each 3 ties one and wins one: (2 + 1.5 + 1.5) / 6 = 5/6.
        // Placements: anomalous 1, 3/4, 3/4 (variance 1/48), normal 2/3, 1 (variance 1/18).
        RocAuc auc = RocAuc.of(SCORES, LABELS).orElseThrow();
        assertThat(auc.auc()).isCloseTo(5.0 / 6, within(1e-15));
        assertThat(auc.covariance(auc)).isCloseTo(1.0 / 48 / 3 + 1.0 / 18 / 2, within(1e-15));
        assertThat(auc.normals()).isEqualTo(2);
        assertThat(auc.anomalies()).isEqualTo(3);
    }

    @ParameterizedTest(name = "seed {0}, {1} scores, {2} levels a unit")
    @CsvSource({"1, 20, 1", "2, 60, 2", "3, 100, 1000", "4, 300, 4", "5, 7, 1"})
    void theAreaEqualsCountingAllPairsAndTheVarianceItsDefinition(long seed, int n, int levels) {
        RandomScores random = new RandomScores(n, 0.7, levels, seed);
        RocAuc auc = random.auc();
        assertThat(auc.auc()).isCloseTo(NaiveDeLong.auc(random.scores, random.anomalous), within(1e-13));
        assertThat(auc.covariance(auc))
                .isCloseTo(NaiveDeLong.covariance(random.scores, random.scores, random.anomalous), within(1e-14));
        assertThat(auc.covariance(random.otherAuc()))
                .isCloseTo(NaiveDeLong.covariance(random.scores, random.other, random.anomalous), within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("outlayer.evaluate.RocGolden#readCases")
    void theAreaEqualsScikitLearnsAndItsVarianceNumPys(RocGolden.Case golden) {
        RocAuc auc = RocAuc.of(golden.scores(), golden.labels()).orElseThrow();
        assertThat(auc.auc()).isCloseTo(golden.auc(), within(1e-12));
        assertThat(auc.covariance(auc)).isCloseTo(golden.variance(), within(1e-14));
    }

    @Test
    void theAreaOfAMillionScoresEqualsScikitLearns() {
        RocAuc auc = RocAuc.of(RocGolden.Million.scores(), RocGolden.Million.labels())
                .orElseThrow();
        assertThat(auc.auc()).isCloseTo(RocGolden.read().million().auc(), within(1e-11));
        AucInterval interval = auc.interval().orElseThrow();
        assertThat(interval.high() - interval.low()).isBetween(0.001, 0.003);
    }

    @ParameterizedTest(name = "seed {0}")
    @CsvSource({"1", "2", "3"})
    void turningTheScoresAroundTurnsTheAreaAround(long seed) {
        RandomScores random = new RandomScores(50, 1, 2, seed);
        double[] negated = Arrays.stream(random.scores).map(s -> -s).toArray();
        RocAuc turned = RocAuc.of(negated, random.anomalous).orElseThrow();
        assertThat(turned.auc()).isCloseTo(1 - random.auc().auc(), within(1e-13));
        assertThat(turned.covariance(turned)).isCloseTo(random.auc().covariance(random.auc()), within(1e-14));
    }

    @Test
    void withoutBothClassesThereIsNoArea() {
        assertThat(RocAuc.of(new double[] {1, 2}, new boolean[] {true, true})).isEmpty();
        assertThat(RocAuc.of(new double[] {1, 2}, new boolean[2])).isEmpty();
        assertThat(RocAuc.of(new double[0], new boolean[0])).isEmpty();
    }

    @Test
    void withOneExampleInAClassThereIsNoInterval() {
        RocAuc auc = RocAuc.of(new double[] {1, 2, 3}, new boolean[] {false, true, true})
                .orElseThrow();
        assertThat(auc.interval()).isEmpty();
    }

    @Test
    void aScoreThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> RocAuc.of(new double[] {1, Double.NaN}, new boolean[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Score 1 is NaN; leave the example out");
    }

    @Test
    void areasOfDifferentExamplesAreNotPaired() {
        RocAuc auc = RocAuc.of(SCORES, LABELS).orElseThrow();
        RocAuc other = RocAuc.of(SCORES, new boolean[] {false, true, true, true, false})
                .orElseThrow();
        assertThatThrownBy(() -> AucComparison.of(auc, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Two AUCs are paired over the same examples in the same order");
    }
}
