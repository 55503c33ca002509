package outlayer.evaluate;

import java.io.Serializable;

/**
 * Which score it is.
 *
 * @param feature or the name of an ensemble of features
 * @param params the detector's parameters, {@code rcond=1e-3}
 * @param mode {@code online}, {@code offline} or {@code ceiling}
 * @param layer a number, {@value #AGGREGATE}, or {@value #ALL} where all layers are seen at once
 * @param aggregation how scores of layers became this one, {@code mean}; empty for a score of its own
 */
public record ScoreKey(String feature, String detector, String params, String mode, String layer, String aggregation)
        implements Serializable {

    public static final String AGGREGATE = "aggregate";
    public static final String ALL = "all";

    /** The aggregation that is published, and compared. */
    private static final String MEAN = "mean";

    public ScoreKey {
        if (layer.equals(AGGREGATE) == aggregation.isEmpty()) {
            throw new IllegalArgumentException(
                    "Score of %s by %s: layer %s has the aggregation `%s`; expected one for %s alone"
                            .formatted(feature, detector, layer, aggregation, AGGREGATE));
        }
    }

    /** The score of one layer, or of all at once. */
    public static ScoreKey of(String feature, String detector, String params, String mode, String layer) {
        return new ScoreKey(feature, detector, params, mode, layer, "");
    }

    /** What the layers' scores become. */
    public ScoreKey aggregate(String how) {
        return new ScoreKey(feature, detector, params, mode, AGGREGATE, how);
    }

    /** The same detector's score of another feature, or of several together. */
    public ScoreKey of(String otherFeature) {
        return new ScoreKey(otherFeature, detector, params, mode, layer, aggregation);
    }

    /** What it has in common with the same detector's scores of the feature's other layers and of all together. */
    public ScoreKey series() {
        return of(feature, detector, params, mode, ALL);
    }

    /** Whether it is about one layer. */
    public boolean isLayer() {
        return !layer.equals(AGGREGATE) && !layer.equals(ALL);
    }

    /** Whether it is what its detector says of an example in the end: the mean over layers, or all layers at once. */
    public boolean isVerdict() {
        return layer.equals(ALL) || aggregation.equals(MEAN);
    }

    /** As comparisons name it; an aggregation other than the mean is said as well. */
    @Override
    public String toString() {
        String text = String.join("/", feature, detector, params, mode, layer);
        return aggregation.isEmpty() || aggregation.equals(MEAN) ? text : text + "/" + aggregation;
    }
}
