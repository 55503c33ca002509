package outlayer.evaluate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Area under the ROC curve: the chance that an anomalous example scores above a normal one, ties counting half; exact.
 *
 * <p>Each example's <em>placement</em> is the share of the other class that it is ranked right against; the AUC is the
 * mean placement of either class, and every variance here is one of placements: DeLong, DeLong and Clarke-Pearson 1988
 * for independent examples, Obuchowski 1997 for clustered ones. Placements come from two sorts and binary searches,
 * n log n, which equals the mid-rank form of Sun and Xu 2014.
 */
public final class RocAuc {

    private final boolean[] anomalous;
    private final double[] placements;
    private final int normals;
    private final int anomalies;
    private final double auc;

    private RocAuc(boolean[] anomalous, double[] placements, int normals, int anomalies) {
        this.anomalous = anomalous;
        this.placements = placements;
        this.normals = normals;
        this.anomalies = anomalies;
        this.auc = meanOfAnomalous();
    }

    /** Empty when a class has no example; scores are numbers, larger for the more anomalous. */
    public static Optional<RocAuc> of(double[] scores, boolean[] anomalous) {
        double[] below = SortedScores.normal(scores, anomalous);
        double[] above = SortedScores.anomalous(scores, anomalous);
        if (below.length == 0 || above.length == 0) {
            return Optional.empty();
        }
        double[] placements = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
            placements[i] = anomalous[i]
                    ? SortedScores.midCountBelow(below, scores[i]) / below.length
                    : 1 - SortedScores.midCountBelow(above, scores[i]) / above.length;
        }
        return Optional.of(new RocAuc(anomalous.clone(), placements, below.length, above.length));
    }

    public double auc() {
        return auc;
    }

    public int normals() {
        return normals;
    }

    public int anomalies() {
        return anomalies;
    }

    /** DeLong's 95 % interval of independent examples; empty when a class has fewer than two. */
    public Optional<AucInterval> interval() {
        return normals < 2 || anomalies < 2
                ? Optional.empty()
                : Optional.of(AucInterval.of(auc, covariance(this), normals, anomalies));
    }

    /**
     * The 95 % interval when examples of one cluster depend on each other, {@code cluster[i]} in [0, examples); empty
     * when fewer than two clusters hold a class. With one example per cluster it is {@link #interval()}.
     */
    public Optional<AucInterval> interval(int[] cluster) {
        ClusterSums sums = new ClusterSums(cluster);
        return sums.normalClusters < 2 || sums.anomalousClusters < 2
                ? Optional.empty()
                : Optional.of(AucInterval.of(auc, sums.variance(), sums.normalClusters, sums.anomalousClusters));
    }

    /** DeLong's covariance of the AUCs of two scores of the same examples; with itself, the variance. */
    double covariance(RocAuc other) {
        if (!Arrays.equals(anomalous, other.anomalous)) {
            throw new IllegalArgumentException("Two AUCs are paired over the same examples in the same order");
        }
        double ofAnomalous = 0;
        double ofNormal = 0;
        for (int i = 0; i < placements.length; i++) {
            double product = (placements[i] - auc) * (other.placements[i] - other.auc);
            if (anomalous[i]) {
                ofAnomalous += product;
            } else {
                ofNormal += product;
            }
        }
        return ofAnomalous / (anomalies - 1.0) / anomalies + ofNormal / (normals - 1.0) / normals;
    }

    private double meanOfAnomalous() {
        double sum = 0;
        for (int i = 0; i < placements.length; i++) {
            sum += anomalous[i] ? placements[i] : 0;
        }
        return sum / anomalies;
    }

    /** Sums of placements about the AUC, by cluster and class: what Obuchowski's variance is made of. */
    private final class ClusterSums {

        private final double[] anomalousSum;
        private final double[] normalSum;
        private int clusters;
        private int anomalousClusters;
        private int normalClusters;

        ClusterSums(int[] cluster) {
            if (cluster.length != placements.length) {
                throw new IllegalArgumentException(
                        "%d clusters named for %d examples".formatted(cluster.length, placements.length));
            }
            int size = Arrays.stream(cluster).max().orElse(-1) + 1;
            anomalousSum = new double[size];
            normalSum = new double[size];
            boolean[] hasAnomalous = new boolean[size];
            boolean[] hasNormal = new boolean[size];
            for (int i = 0; i < cluster.length; i++) {
                (anomalous[i] ? anomalousSum : normalSum)[cluster[i]] += placements[i] - auc;
                (anomalous[i] ? hasAnomalous : hasNormal)[cluster[i]] = true;
            }
            for (int c = 0; c < size; c++) {
                clusters += hasAnomalous[c] || hasNormal[c] ? 1 : 0;
                anomalousClusters += hasAnomalous[c] ? 1 : 0;
                normalClusters += hasNormal[c] ? 1 : 0;
            }
        }

        /** S10 / m + S01 / n + 2 S11 / (m n), Obuchowski 1997, equation 3 and those before it. */
        double variance() {
            double s10 = 0;
            double s01 = 0;
            double s11 = 0;
            for (int c = 0; c < anomalousSum.length; c++) {
                s10 += anomalousSum[c] * anomalousSum[c];
                s01 += normalSum[c] * normalSum[c];
                s11 += anomalousSum[c] * normalSum[c];
            }
            double m = anomalies;
            double n = normals;
            return unbiased(anomalousClusters) * s10 / (m * m)
                    + unbiased(normalClusters) * s01 / (n * n)
                    + 2 * unbiased(clusters) * s11 / (m * n);
        }

        private static double unbiased(int count) {
            return count / (count - 1.0);
        }
    }
}
