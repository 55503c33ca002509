package outlayer.evaluate;

/**
 * Which score it is.
 *
 * @param params the detector's parameters, {@code rcond=0.001}
 * @param mode {@code online}, {@code offline} or {@code ceiling}
 * @param layer a number, {@value #AGGREGATE}, or {@value #ALL} for a detector that sees every layer at once
 */
public record ScoreKey(String feature, String detector, String params, String mode, String layer) {

    public static final String AGGREGATE = "aggregate";
    public static final String ALL = "all";

    ScoreKey aggregate() {
        return new ScoreKey(feature, detector, params, mode, AGGREGATE);
    }

    boolean isLayer() {
        return !layer.equals(AGGREGATE) && !layer.equals(ALL);
    }

    @Override
    public String toString() {
        return String.join("/", feature, detector, params, mode, layer);
    }
}
