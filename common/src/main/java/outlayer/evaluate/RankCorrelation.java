package outlayer.evaluate;

import java.util.Arrays;
import java.util.OptionalDouble;

/** Spearman's rank correlation: Pearson's, of the mid-ranks. */
public final class RankCorrelation {

    private RankCorrelation() {}

    /** Empty when either side does not vary. */
    public static OptionalDouble spearman(double[] x, double[] y) {
        return ofRanks(midRanks(x), midRanks(y));
    }

    /** The rank of each value, 1 for the smallest; equal values share the mean of their ranks. */
    static double[] midRanks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        Arrays.setAll(ranks, i -> SortedScores.midCountBelow(sorted, values[i]) + 0.5);
        return ranks;
    }

    static OptionalDouble ofRanks(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("Cannot correlate %d with %d values".formatted(x.length, y.length));
        }
        double middle = (x.length + 1) / 2.0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - middle) * (x[i] - middle);
            yy += (y[i] - middle) * (y[i] - middle);
            xy += (x[i] - middle) * (y[i] - middle);
        }
        return xx == 0 || yy == 0 ? OptionalDouble.empty() : OptionalDouble.of(xy / Math.sqrt(xx) / Math.sqrt(yy));
    }
}
