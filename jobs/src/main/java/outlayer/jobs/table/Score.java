package outlayer.jobs.table;

import org.jspecify.annotations.Nullable;

/**
 * One detector's anomaly score of one example, larger is stranger; null where it is undefined, with a note.
 *
 * @param layer 0 and up, {@link #AGGREGATE} or {@link #ALL_LAYERS}
 * @param params the detector's parameters as one text, e.g. {@code rcond=0.001}
 * @param mode online, offline or ceiling
 */
public record Score(
        String id,
        int layer,
        String detector,
        String params,
        String mode,
        @Nullable Double score,
        @Nullable String note) {

    /** The mean over layers of one detector's scores. */
    public static final int AGGREGATE = -1;

    /** A joint detector, which sees all layers at once. */
    public static final int ALL_LAYERS = -2;

    public Score {
        if (layer < ALL_LAYERS) {
            throw new IllegalArgumentException("Score of example " + id + ": layer " + layer + ", expected 0 or more, "
                    + AGGREGATE + " (aggregate) or " + ALL_LAYERS + " (all)");
        }
    }

    /** As result tables write it: the number, {@code aggregate} or {@code all}. */
    public String layerName() {
        return layer == AGGREGATE ? "aggregate" : layer == ALL_LAYERS ? "all" : Integer.toString(layer);
    }
}
