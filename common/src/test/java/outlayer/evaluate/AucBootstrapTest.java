package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AucBootstrapTest {

    /** Half the width of an interval over 1.96 is its standard error, as the normal interval of an AUC near 1/2 has it. */
    private static double error(AucInterval interval) {
        return (interval.high() - interval.low()) / 2 / AucInterval.Z;
    }

    @ParameterizedTest(name = "seed {0}, {1} scores, {2} levels a unit")
    @CsvSource({"1, 200, 1000", "2, 300, 2", "3, 500, 4"})
    void itsSpreadOfSingleExamplesIsDeLongsError(long seed, int n, int levels) {
        RandomScores random = new RandomScores(n, 0.3, levels, seed);
        AucBootstrap.Spread spread = AucBootstrap.of(
                        random.scores, random.anomalous, IntStream.range(0, n).toArray(), 4000, seed)
                .orElseThrow();
        double delong = Math.sqrt(random.auc().covariance(random.auc()));
        assertThat(spread.deviation()).isCloseTo(delong, within(0.06 * delong));
        assertThat(spread.low()).isLessThan(random.auc().auc());
        assertThat(spread.high()).isGreaterThan(random.auc().auc());
    }

    @ParameterizedTest(name = "seed {0}, {1} examples a cluster, both classes in one: {2}")
    @CsvSource({"1, 4, false", "2, 4, true", "3, 2, true", "4, 10, false"})
    void itsSpreadOfClustersIsObuchowskisError(long seed, int size, boolean mixed) {
        Clustered sample = new Clustered(new Random(seed), 100, size, mixed, 0.4);
        AucBootstrap.Spread spread = AucBootstrap.of(sample.scores, sample.anomalous, sample.cluster, 4000, seed)
                .orElseThrow();
        double obuchowski = error(sample.auc().interval(sample.cluster).orElseThrow());
        assertThat(spread.deviation()).isCloseTo(obuchowski, within(0.08 * obuchowski));
    }

    /** 400 samples of 60 clusters of 4 examples that share half their variance: both intervals hold Phi(1 / sqrt 2) about 380 times. */
    @ParameterizedTest(name = "both classes in one cluster: {0}")
    @CsvSource({"false", "true"})
    void bothIntervalsCoverTheTruthWhereExamplesOfAClusterAreAlike(boolean mixed) {
        Random random = new Random(6);
        int drawn = 0;
        int computed = 0;
        for (int sample = 0; sample < 400; sample++) {
            Clustered one = new Clustered(random, 60, 4, mixed, 1);
            AucBootstrap.Spread spread = AucBootstrap.of(one.scores, one.anomalous, one.cluster, 400, sample)
                    .orElseThrow();
            AucInterval interval = one.auc().interval(one.cluster).orElseThrow();
            drawn += spread.low() <= 0.7602499 && 0.7602499 <= spread.high() ? 1 : 0;
            computed += interval.low() <= 0.7602499 && 0.7602499 <= interval.high() ? 1 : 0;
        }
        assertThat(computed).isBetween(366, 394);
        assertThat(drawn).isBetween(360, 394);
    }

    /**
     * Clusters {anomalous 3, normal 2} and {anomalous 1, normal 0}, the only stratum: drawn 2 + 0 times AUC 1, 0 + 2 times AUC 1,
     * 1 + 1 times, which is half of all draws, 3/4. The mean is 7/8, the deviation 1/8.
     */
    @Test
    void twoClustersByHand() {
        AucBootstrap.Spread spread = AucBootstrap.of(
                        new double[] {3, 2, 1, 0},
                        new boolean[] {true, false, true, false},
                        new int[] {0, 0, 1, 1},
                        10_000,
                        1)
                .orElseThrow();
        assertThat(spread.low()).isEqualTo(0.75);
        assertThat(spread.high()).isEqualTo(1);
        assertThat(spread.deviation()).isCloseTo(0.125, within(1e-4));
    }

    @Test
    void theSameSeedGivesTheSameDraws() {
        Clustered sample = new Clustered(new Random(1), 20, 3, true, 0.5);
        assertThat(AucBootstrap.of(sample.scores, sample.anomalous, sample.cluster, 200, 9))
                .isEqualTo(AucBootstrap.of(sample.scores, sample.anomalous, sample.cluster, 200, 9))
                .isNotEqualTo(AucBootstrap.of(sample.scores, sample.anomalous, sample.cluster, 200, 10));
    }

    @Test
    void perfectSeparationAndOneClusterOfAClassHaveNoSpread() {
        boolean[] labels = {false, false, true, true};
        assertThat(AucBootstrap.of(new double[] {1, 2, 3, 4}, labels, new int[] {0, 1, 2, 3}, 100, 1))
                .isEmpty();
        assertThat(AucBootstrap.of(new double[] {1, 3, 2, 4}, labels, new int[] {0, 0, 1, 2}, 100, 1))
                .isEmpty();
    }

    /** Clusters of examples that share half their variance; of one class each, or of both in turns. */
    private static final class Clustered {
        private final double[] scores;
        private final boolean[] anomalous;
        private final int[] cluster;

        Clustered(Random random, int clusters, int size, boolean mixed, double shift) {
            scores = new double[clusters * size];
            anomalous = new boolean[scores.length];
            cluster = new int[scores.length];
            for (int c = 0; c < clusters; c++) {
                double shared = random.nextGaussian();
                for (int k = 0; k < size; k++) {
                    int i = c * size + k;
                    cluster[i] = c;
                    anomalous[i] = (mixed ? k : c) % 2 == 0;
                    scores[i] = Math.sqrt(0.5) * (shared + random.nextGaussian()) + (anomalous[i] ? shift : 0);
                }
            }
        }

        RocAuc auc() {
            return RocAuc.of(scores, anomalous).orElseThrow();
        }
    }
}
