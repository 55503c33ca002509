package outlayer.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One score from the scores of many layers: their plain mean, as published; layers that are n/a are left out. */
public final class LayerAggregate {

    private LayerAggregate() {}

    /**
     * The mean score of each example over layers.
     *
     * @param layers one array [examples] per layer; null is a layer on which the detector is not defined
     * @return null when no layer is defined; NaN for an example that lacks a score in some defined layer
     */
    public static double @Nullable [] mean(List<double @Nullable []> layers) {
        double @Nullable [] sum = null;
        int defined = 0;
        for (double @Nullable [] scores : layers) {
            if (scores == null) {
                continue;
            }
            if (sum == null) {
                sum = new double[scores.length];
            }
            add(scores, sum);
            defined++;
        }
        if (sum != null) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= defined;
            }
        }
        return sum;
    }

    private static void add(double[] scores, double[] sum) {
        if (scores.length != sum.length) {
            throw new IllegalArgumentException(
                    "Layers have scores of %d and %d examples".formatted(sum.length, scores.length));
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scores[i];
        }
    }
}
