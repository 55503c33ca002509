package outlayer.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The bootstrap of a ROC AUC, a check of the intervals that {@link RocAuc} computes: clusters are drawn with replacement, as many as
 * there are, and each brings all its examples (Davison and Hinkley 1997, section 3.8, first strategy). Clusters of normal
 * examples only, of anomalous ones only and of both are drawn apart, so that no class is ever lost. With one example per
 * cluster it is the bootstrap stratified by class.
 *
 * <p>A draw costs one pass over the examples in the order of their scores. Few clusters make it too narrow, by about (K - 1) / K in
 * the variance; Obuchowski's variance corrects that, the bootstrap does not.
 */
final class AucBootstrap {

    /**
     * What the draws say.
     *
     * @param low the 2.5 % quantile of their AUCs
     * @param high the 97.5 % quantile
     * @param deviation their standard deviation
     */
    record Spread(double low, double high, double deviation) {}

    /** By ascending score: whose cluster, which class, and whether the next score is larger. */
    private final int[] cluster;

    private final boolean[] anomalous;
    private final boolean[] endsTie;

    /** Clusters of one kind each. */
    private final int[][] strata;

    private final int clusters;

    private AucBootstrap(double[] scores, boolean[] anomalous, int[] cluster) {
        int n = scores.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        this.cluster = new int[n];
        this.anomalous = new boolean[n];
        this.endsTie = new boolean[n];
        for (int i = 0; i < n; i++) {
            this.cluster[i] = cluster[order[i]];
            this.anomalous[i] = anomalous[order[i]];
            this.endsTie[i] = i == n - 1 || scores[order[i]] != scores[order[i + 1]];
        }
        this.clusters = Arrays.stream(cluster).max().orElse(-1) + 1;
        int[] kind = new int[clusters];
        for (int i = 0; i < n; i++) {
            kind[cluster[i]] |= anomalous[i] ? 2 : 1;
        }
        this.strata = IntStream.rangeClosed(1, 3)
                .mapToObj(wanted -> IntStream.range(0, clusters)
                        .filter(c -> kind[c] == wanted)
                        .toArray())
                .toArray(int[][]::new);
    }

    /**
     * Empty when fewer than two clusters hold a class, and where all draws are alike, as after perfect separation: there the bootstrap
     * knows nothing of the uncertainty.
     *
     * @param cluster of each example, from 0
     */
    static Optional<Spread> of(double[] scores, boolean[] anomalous, int[] cluster, int draws, long seed) {
        AucBootstrap bootstrap = new AucBootstrap(scores, anomalous, cluster);
        if (bootstrap.clustersOf(1) < 2 || bootstrap.clustersOf(2) < 2) {
            return Optional.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] areas = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            areas[draw] = bootstrap.area(bootstrap.draw(random));
        }
        Arrays.sort(areas);
        if (areas[0] == areas[draws - 1]) {
            return Optional.empty();
        }
        double mean = Arrays.stream(areas).average().orElseThrow();
        double square =
                Arrays.stream(areas).map(a -> (a - mean) * (a - mean)).average().orElseThrow();
        return Optional.of(new Spread(quantile(areas, 0.025), quantile(areas, 0.975), Math.sqrt(square)));
    }

    /** Of clusters that hold a class: 1 normal, 2 anomalous. */
    private int clustersOf(int kind) {
        return strata[kind - 1].length + strata[2].length;
    }

    /** How often each cluster was drawn. */
    private int[] draw(SplittableRandom random) {
        int[] times = new int[clusters];
        for (int[] stratum : strata) {
            for (int i = 0; i < stratum.length; i++) {
                times[stratum[random.nextInt(stratum.length)]]++;
            }
        }
        return times;
    }

    /** The AUC when the examples of cluster c are there times[c] times; ties count half. */
    private double area(int[] times) {
        double wins = 0;
        long normals = 0;
        long anomalies = 0;
        long tiedNormals = 0;
        long tiedAnomalies = 0;
        for (int i = 0; i < cluster.length; i++) {
            if (anomalous[i]) {
                tiedAnomalies += times[cluster[i]];
            } else {
                tiedNormals += times[cluster[i]];
            }
            if (endsTie[i]) {
                wins += tiedAnomalies * (normals + tiedNormals / 2.0);
                normals += tiedNormals;
                anomalies += tiedAnomalies;
                tiedNormals = 0;
                tiedAnomalies = 0;
            }
        }
        return wins / normals / anomalies;
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
