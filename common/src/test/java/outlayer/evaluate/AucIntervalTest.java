package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AucIntervalTest {

    @Test
    void theLogitIntervalByHand() {
        // logit 0.8 = ln 4; reach 1.959964 * 0.05 / 0.16 = 0.6124887; e^-(1.3862944 -+ 0.6124887) gives the ends.
        AucInterval interval = AucInterval.of(0.8, 0.0025, 40, 40);
        assertThat(interval.low()).isCloseTo(1 / (1 + Math.exp(-0.7738057)), within(1e-7));
        assertThat(interval.high()).isCloseTo(1 / (1 + Math.exp(-1.9987831)), within(1e-7));
    }

    @ParameterizedTest(name = "{0} normal, {1} anomalous")
    @CsvSource({"5, 5", "300, 300", "300, 20"})
    void perfectSeparationIsNotCertainty(int normals, int anomalies) {
        AucInterval interval = AucInterval.of(1, 0, normals, anomalies);
        assertThat(interval.high()).isEqualTo(1);
        // Newcombe's equation holds at the end: (1 - t)^2 = z^2 t (1 - t) [...] / (m n).
        double t = interval.low();
        double size = (normals + anomalies) / 2.0;
        double variance = t * (1 - t) * (2 * size - 1 - (3 * size - 3) / ((2 - t) * (1 + t))) / normals / anomalies;
        assertThat(1 - t).isCloseTo(AucInterval.Z * Math.sqrt(variance), within(1e-9));
        AucInterval turned = AucInterval.of(0, 0, normals, anomalies);
        assertThat(turned.low()).isZero();
        assertThat(turned.high()).isCloseTo(1 - interval.low(), within(1e-9));
    }

    @Test
    void aDetectorThatOnlyTiesKnowsNothing() {
        RocAuc ties = RocAuc.of(new double[8], new boolean[] {true, true, true, true, false, false, false, false})
                .orElseThrow();
        AucInterval interval = ties.interval().orElseThrow();
        assertThat(ties.auc()).isEqualTo(0.5);
        assertThat(interval.low()).isLessThan(0.25);
        assertThat(interval.low() + interval.high()).isCloseTo(1, within(1e-9));
    }

    @ParameterizedTest(name = "seed {0}, {1} scores")
    @CsvSource({"1, 30", "2, 101", "3, 400"})
    void clustersOfOneExampleEachGiveThePlainInterval(long seed, int n) {
        RocAuc auc = new RandomScores(n, 0.8, 3, seed).auc();
        AucInterval plain = auc.interval().orElseThrow();
        AucInterval clustered = auc.interval(IntStream.range(0, n).toArray()).orElseThrow();
        assertThat(clustered.low()).isCloseTo(plain.low(), within(1e-12));
        assertThat(clustered.high()).isCloseTo(plain.high(), within(1e-12));
    }

    @Test
    void copiesOfEveryExampleChangeThePlainIntervalButNotTheClusteredOne() {
        RandomScores once = new RandomScores(60, 0.8, 1000, 9);
        double[] scores = new double[180];
        boolean[] anomalous = new boolean[180];
        int[] cluster = new int[180];
        for (int i = 0; i < 180; i++) {
            scores[i] = once.scores[i / 3];
            anomalous[i] = once.anomalous[i / 3];
            cluster[i] = i / 3;
        }
        AucInterval expected = once.auc().interval().orElseThrow();
        RocAuc copied = RocAuc.of(scores, anomalous).orElseThrow();
        AucInterval clustered = copied.interval(cluster).orElseThrow();
        AucInterval plain = copied.interval().orElseThrow();
        assertThat(clustered.low()).isCloseTo(expected.low(), within(1e-10));
        assertThat(clustered.high()).isCloseTo(expected.high(), within(1e-10));
        assertThat(plain.high() - plain.low()).isLessThan(0.65 * (expected.high() - expected.low()));
    }

    @Test
    void aClusterThatHoldsBothClassesByHand() {
        // Anomalous 5, 3, 3 and normal 3, 1; AUC 5/6; deviations 1/6, -1/12, -1/12 and -1/6, 1/6.
        // Clusters {5, normal 3}, {3, 3, normal 1}: sums 1/6, -1/6 and -1/6, 1/6.
        // S10 = 2 (2/36) = 1/9 over 9; S01 = 1/9 over 4; S11 = 2 (-2/36) = -1/9, twice over 6.
        RocAuc auc = RocAuc.of(new double[] {5, 3, 3, 3, 1}, new boolean[] {true, true, true, false, false})
                .orElseThrow();
        double variance = 1.0 / 9 / 9 + 1.0 / 9 / 4 - 2.0 / 9 / 6;
        AucInterval expected = AucInterval.of(auc.auc(), variance, 2, 2);
        AucInterval found = auc.interval(new int[] {0, 1, 1, 0, 1}).orElseThrow();
        assertThat(found.low()).isCloseTo(expected.low(), within(1e-12));
        assertThat(found.high()).isCloseTo(expected.high(), within(1e-12));
    }

    @Test
    void oneClusterOfAClassHasNoInterval() {
        RocAuc auc = new RandomScores(20, 0.5, 10, 1).auc();
        assertThat(auc.interval(new int[20])).isEmpty();
    }

    @ParameterizedTest(name = "shift {0}, true area {1}")
    @CsvSource({"0, 0.5", "1, 0.7602499", "2.2, 0.9401024"})
    void intervalsCoverTheTruthAboutNineteenTimesInTwenty(double shift, double truth) {
        // 1000 samples of 40 + 40 normal scores; the area is Phi(shift / sqrt 2).
        Random random = new Random(5);
        int covered = 0;
        for (int sample = 0; sample < 1000; sample++) {
            double[] scores = new double[80];
            boolean[] anomalous = new boolean[80];
            for (int i = 0; i < 80; i++) {
                anomalous[i] = i % 2 == 0;
                scores[i] = random.nextGaussian() + (anomalous[i] ? shift : 0);
            }
            AucInterval interval =
                    RocAuc.of(scores, anomalous).orElseThrow().interval().orElseThrow();
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(930, 975);
    }

    @Test
    void clusteredIntervalsCoverTheTruthWhereExamplesOfAClusterAreAlike() {
        // 400 samples of 30 + 30 clusters of 4 examples that share half their variance; area Phi(1 / sqrt 2).
        Random random = new Random(6);
        int covered = 0;
        int coveredPlainly = 0;
        for (int sample = 0; sample < 400; sample++) {
            double[] scores = new double[240];
            boolean[] anomalous = new boolean[240];
            int[] cluster = new int[240];
            for (int c = 0; c < 60; c++) {
                double shared = random.nextGaussian();
                for (int k = 0; k < 4; k++) {
                    int i = 4 * c + k;
                    cluster[i] = c;
                    anomalous[i] = c % 2 == 0;
                    scores[i] = Math.sqrt(0.5) * (shared + random.nextGaussian()) + (anomalous[i] ? 1 : 0);
                }
            }
            RocAuc auc = RocAuc.of(scores, anomalous).orElseThrow();
            covered += holds(auc.interval(cluster).orElseThrow()) ? 1 : 0;
            coveredPlainly += holds(auc.interval().orElseThrow()) ? 1 : 0;
        }
        assertThat(covered).isBetween(364, 394);
        assertThat(coveredPlainly).isLessThan(340);
    }

    private static boolean holds(AucInterval interval) {
        return interval.low() <= 0.7602499 && 0.7602499 <= interval.high();
    }
}
