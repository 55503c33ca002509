package outlayer.flag;

import java.util.Arrays;

/** What is normal for the scores of one layer: those of calibration examples. Immutable. */
public final class CalibratedLayer {

    private final String layer;
    private final ConformalPValues p;
    private final double mean;
    private final double deviation;

    private CalibratedLayer(String layer, ConformalPValues p, double mean, double deviation) {
        this.layer = layer;
        this.p = p;
        this.mean = mean;
        this.deviation = deviation;
    }

    /** From scores without NaN, of which there is at least one. */
    public static CalibratedLayer of(String layer, double[] calibration) {
        ConformalPValues p = ConformalPValues.of(calibration);
        double mean = Arrays.stream(calibration).average().orElse(0);
        double scatter = Arrays.stream(calibration)
                .map(score -> (score - mean) * (score - mean))
                .sum();
        return new CalibratedLayer(layer, p, mean, Math.sqrt(scatter / Math.max(1, calibration.length - 1)));
    }

    /** What it makes of one score; z is 0 where calibration scores do not vary. */
    public LayerEvidence of(double score) {
        return new LayerEvidence(layer, p.of(score), deviation > 0 ? (score - mean) / deviation : 0);
    }
}
