package outlayer.jobs.bench;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Scores of two classes that overlap, half of them anomalous, the same for the same seed. */
final class ScoreGroup implements Serializable {

    private static final double SHIFT = 1;

    private final double[] scores;
    private final boolean[] anomalous;

    private ScoreGroup(double[] scores, boolean[] anomalous) {
        this.scores = scores;
        this.anomalous = anomalous;
    }

    static ScoreGroup random(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[size];
        boolean[] anomalous = new boolean[size];
        for (int i = 0; i < size; i++) {
            anomalous[i] = random.nextBoolean();
            scores[i] = random.nextGaussian() + (anomalous[i] ? SHIFT : 0);
        }
        return new ScoreGroup(scores, anomalous);
    }

    double[] scores() {
        return scores;
    }

    boolean[] anomalous() {
        return anomalous;
    }

    double[] sorted() {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
