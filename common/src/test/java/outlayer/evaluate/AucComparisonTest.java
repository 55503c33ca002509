package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AucComparisonTest {

    @Test
    void fiveExamplesByHand() {
        // First: area 5/6, deviations 1/6, -1/12, -1/12 | -1/6, 1/6. Second scores 2, 4, 1 | 3, 0: placements
        // 1/2, 1, 1/2 | 1/3, 1, area 2/3, deviations -1/6, 1/3, -1/6 | -1/3, 1/3.
        // Differences of deviations 1/3, -5/12, 1/12 | 1/6, -1/6: variances (16 + 25 + 1) / 144 / 2 and 2 / 36.
        boolean[] labels = {true, true, true, false, false};
        RocAuc first = RocAuc.of(new double[] {5, 3, 3, 3, 1}, labels).orElseThrow();
        RocAuc second = RocAuc.of(new double[] {2, 4, 1, 3, 0}, labels).orElseThrow();
        AucComparison comparison = AucComparison.of(first, second).orElseThrow();
        double error = Math.sqrt(42.0 / 288 / 3 + 1.0 / 18 / 2);
        assertThat(comparison.difference()).isCloseTo(1.0 / 6, within(1e-15));
        assertThat(comparison.low()).isCloseTo(1.0 / 6 - AucInterval.Z * error, within(1e-12));
        assertThat(comparison.high()).isCloseTo(1.0 / 6 + AucInterval.Z * error, within(1e-12));
        assertThat(comparison.p()).isCloseTo(NormalTail.twoSided(1.0 / 6 / error), within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("outlayer.evaluate.RocGolden#readCases")
    void theDifferenceAndItsPValueEqualSciPys(RocGolden.Case golden) {
        AucComparison found = AucComparison.of(
                        RocAuc.of(golden.scores(), golden.labels()).orElseThrow(),
                        RocAuc.of(golden.other(), golden.labels()).orElseThrow())
                .orElseThrow();
        assertThat(found.difference()).isCloseTo(golden.difference(), within(1e-12));
        assertThat(found.p()).isCloseTo(golden.p(), within(1e-10));
    }

    @Test
    void aDetectorDoesNotDifferFromItself() {
        RocAuc auc = new RandomScores(50, 0.5, 3, 1).auc();
        assertThat(AucComparison.of(auc, auc)).contains(new AucComparison(0, 0, 0, 1.0));
    }

    @Test
    void oppositesWithoutVarianceHaveNoPValue() {
        boolean[] labels = {true, true, false, false};
        RocAuc right = RocAuc.of(new double[] {4, 3, 2, 1}, labels).orElseThrow();
        RocAuc wrong = RocAuc.of(new double[] {1, 2, 3, 4}, labels).orElseThrow();
        assertThat(AucComparison.of(right, wrong)).contains(new AucComparison(1, 1, 1, null));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void exchangingTheTwoTurnsTheSignOnly(long seed) {
        RandomScores random = new RandomScores(80, 0.6, 5, seed);
        AucComparison one = AucComparison.of(random.auc(), random.otherAuc()).orElseThrow();
        AucComparison two = AucComparison.of(random.otherAuc(), random.auc()).orElseThrow();
        assertThat(two.difference()).isCloseTo(-one.difference(), within(1e-15));
        assertThat(two.low()).isCloseTo(-one.high(), within(1e-12));
        assertThat(two.p()).isCloseTo(one.p(), within(1e-12));
    }

    @Test
    void detectorsOfEqualWorthDifferOnceInTwentyTimes() {
        // 1000 samples of two noisy views of the same 30 + 30 examples.
        Random random = new Random(8);
        int rejected = 0;
        for (int sample = 0; sample < 1000; sample++) {
            boolean[] labels = new boolean[60];
            double[] first = new double[60];
            double[] second = new double[60];
            for (int i = 0; i < 60; i++) {
                labels[i] = i % 2 == 0;
                double shared = random.nextGaussian() + (labels[i] ? 1 : 0);
                first[i] = shared + random.nextGaussian();
                second[i] = shared + random.nextGaussian();
            }
            Double p = AucComparison.of(
                            RocAuc.of(first, labels).orElseThrow(),
                            RocAuc.of(second, labels).orElseThrow())
                    .orElseThrow()
                    .p();
            rejected += p != null && p < 0.05 ? 1 : 0;
        }
        assertThat(rejected).isBetween(30, 72);
    }

    @Test
    void holmByHand() {
        // Ascending .01, .02, .03, .2 times 4, 3, 2, 1: .04, .06, .06, .2, each at least the one before.
        assertThat(Holm.adjust(new double[] {0.2, 0.01, 0.03, 0.02}))
                .containsExactly(new double[] {0.2, 0.04, 0.06, 0.06}, within(1e-15));
        assertThat(Holm.adjust(new double[] {0.7, 0.9})).containsExactly(1, 1);
        assertThat(Holm.adjust(new double[0])).isEmpty();
    }

    @Test
    void normalTailsEqualSciPys() {
        RocGolden.Tails tails = RocGolden.read().tails();
        for (int i = 0; i < tails.z().length; i++) {
            double expected = tails.p()[i];
            assertThat(NormalTail.twoSided(-tails.z()[i])).isCloseTo(expected, within(1e-12 * expected));
        }
        assertThat(NormalTail.twoSided(AucInterval.Z)).isCloseTo(0.05, within(1e-15));
    }
}
