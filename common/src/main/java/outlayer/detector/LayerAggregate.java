package outlayer.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** One score from the scores of many layers; layers that are n/a are left out. The array is not copied. */
public final class LayerAggregate {

    private final double @Nullable [] scores;
    private final long layers;

    private LayerAggregate(double @Nullable [] scores, long layers) {
        this.scores = scores;
        this.layers = layers;
    }

    /** [examples]; null when no layer is defined; NaN for an example that lacks a score in some defined layer. */
    public double @Nullable [] scores() {
        return scores;
    }

    /** How many layers it is made of. */
    public long layers() {
        return layers;
    }

    /**
     * The score of each example over layers.
     *
     * @param calibration scores of the calibration examples at each layer, NaN for one that lacks a score, null for a layer on which the
     *     detector is not defined; not looked at by an aggregation that is not {@link Aggregation#calibrated}. A layer without such
     *     scores is left out; so is one whose scores do not vary where they give the unit (z-mean, z-max)
     * @param layers one array [examples] per layer; null is a layer on which the detector is not defined
     */
    public static LayerAggregate of(
            Aggregation aggregation, List<double @Nullable []> calibration, List<double @Nullable []> layers) {
        List<double @Nullable []> used = switch (aggregation) {
            case MEAN -> layers;
            case RANK_MEAN, RANK_MAX -> ranks(calibration, layers);
            case Z_MEAN, Z_MAX -> standardised(calibration, layers);
        };
        double @Nullable [] scores = switch (aggregation) {
            case MEAN, RANK_MEAN, Z_MEAN -> mean(used);
            case RANK_MAX, Z_MAX -> reduce(used, Math::max);
        };
        return new LayerAggregate(scores, defined(used));
    }

    /**
     * The mean score of each example over layers.
     *
     * @param layers one array [examples] per layer; null is a layer on which the detector is not defined
     * @return null when no layer is defined; NaN for an example that lacks a score in some defined layer
     */
    public static double @Nullable [] mean(List<double @Nullable []> layers) {
        double @Nullable [] sum = reduce(layers, Double::sum);
        if (sum != null) {
            long defined = defined(layers);
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= defined;
            }
        }
        return sum;
    }

    private static long defined(List<double @Nullable []> layers) {
        return layers.stream().filter(scores -> scores != null).count();
    }

    private static List<double @Nullable []> ranks(
            List<double @Nullable []> calibration, List<double @Nullable []> layers) {
        return calibrated(calibration, layers, (by, scores) -> by.ranks() ? by.rank(scores) : null);
    }

    private static List<double @Nullable []> standardised(
            List<double @Nullable []> calibration, List<double @Nullable []> layers) {
        return calibrated(calibration, layers, (by, scores) -> by.standardises() ? by.standardise(scores) : null);
    }

    private interface Form {
        double @Nullable [] of(Calibration by, double[] scores);
    }

    private static List<double @Nullable []> calibrated(
            List<double @Nullable []> calibration, List<double @Nullable []> layers, Form form) {
        if (calibration.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "Scores have %d layers, those of calibration %d".formatted(layers.size(), calibration.size()));
        }
        List<double @Nullable []> calibrated = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            double @Nullable [] normal = calibration.get(layer);
            double @Nullable [] scores = layers.get(layer);
            calibrated.add(normal == null || scores == null ? null : form.of(new Calibration(normal), scores));
        }
        return calibrated;
    }

    private static double @Nullable [] reduce(List<double @Nullable []> layers, DoubleBinaryOperator form) {
        double @Nullable [] result = null;
        for (double @Nullable [] scores : layers) {
            if (scores == null) {
                continue;
            }
            if (result == null) {
                result = scores.clone();
            } else {
                add(scores, result, form);
            }
        }
        return result;
    }

    private static void add(double[] scores, double[] result, DoubleBinaryOperator form) {
        if (scores.length != result.length) {
            throw new IllegalArgumentException(
                    "Layers have scores of %d and %d examples".formatted(result.length, scores.length));
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = form.applyAsDouble(result[i], scores[i]);
        }
    }
}
