package outlayer.evaluate;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the untrusted scores of one layer lie above its calibration scores.
 *
 * @param row the layer's AUC on the test part, which has no part in this
 * @param area of untrusted over calibration
 * @param margin difference of the means in standard deviations of calibration, as Cohen's d; null where calibration does not vary
 */
record LayerContrast(AucRow row, RocAuc area, @Nullable Double margin) {

    private static final double LEVEL = 0.05;

    /** Empty where a part has no score. */
    static Optional<LayerContrast> of(AucRow row, double[] calibration, double[] untrusted) {
        double[] scores = Arrays.copyOf(calibration, calibration.length + untrusted.length);
        System.arraycopy(untrusted, 0, scores, calibration.length, untrusted.length);
        boolean[] ofUntrusted = new boolean[scores.length];
        Arrays.fill(ofUntrusted, calibration.length, scores.length, true);
        return RocAuc.of(scores, ofUntrusted).map(area -> new LayerContrast(row, area, margin(calibration, untrusted)));
    }

    /** Whether the two cannot be told apart at the level of 5 %, by DeLong's test of both layers' scores of the same examples. */
    boolean isLike(LayerContrast other) {
        Double p = AucComparison.of(area, other.area).map(AucComparison::p).orElse(null);
        return area == other.area || (p != null && p > LEVEL);
    }

    double marginOrNone() {
        return margin == null ? Double.NEGATIVE_INFINITY : margin;
    }

    private static @Nullable Double margin(double[] calibration, double[] untrusted) {
        double mean = mean(calibration);
        double variance = Arrays.stream(calibration)
                .map(score -> (score - mean) * (score - mean))
                .average()
                .orElse(0);
        return variance > 0 ? (mean(untrusted) - mean) / Math.sqrt(variance) : null;
    }

    private static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElse(0);
    }
}
