package outlayer.evaluate;

import java.util.Random;

/** Scores of two classes from a seed, rounded so that ties occur. */
final class RandomScores {

    final boolean[] anomalous;
    final double[] scores;
    final double[] other;

    RandomScores(int n, double shift, int levels, long seed) {
        Random random = new Random(seed);
        anomalous = new boolean[n];
        scores = new double[n];
        other = new double[n];
        for (int i = 0; i < n; i++) {
            anomalous[i] = i < 2 || (i > 3 && random.nextBoolean());
            double z = random.nextGaussian() + (anomalous[i] ? shift : 0);
            scores[i] = Math.rint(z * levels) / levels;
            other[i] = Math.rint((z + random.nextGaussian()) * levels) / levels;
        }
    }

    RocAuc auc() {
        return RocAuc.of(scores, anomalous).orElseThrow();
    }

    RocAuc otherAuc() {
        return RocAuc.of(other, anomalous).orElseThrow();
    }

    /** 1 when the anomalous example is above the normal one, 1/2 when they tie. */
    static double kernel(double strange, double normal) {
        return strange > normal ? 1 : strange == normal ? 0.5 : 0;
    }
}
