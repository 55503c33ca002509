package outlayer.jobs.table;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.ScoreKey;

/**
 * One anomaly score of one example, larger is stranger; null where it is undefined, with a note. A note beside a number says how the
 * number came about: which layers an aggregate lacks.
 */
public record Score(
        String id,
        ScoreKey key,
        @Nullable Double score,
        @Nullable String note) {

    /** The layer number of what the scores of several layers became. */
    public static final int AGGREGATE = -1;

    /** The layer number of what sees all layers at once. */
    public static final int ALL_LAYERS = -2;

    /** As result tables write a layer: the number, {@code aggregate} or {@code all}. */
    public static String layerName(int layer) {
        return layer == AGGREGATE ? ScoreKey.AGGREGATE : layer == ALL_LAYERS ? ScoreKey.ALL : Integer.toString(layer);
    }

    /** The number of such a name. */
    static int layerNumber(String layer) {
        return switch (layer) {
            case ScoreKey.AGGREGATE -> AGGREGATE;
            case ScoreKey.ALL -> ALL_LAYERS;
            default -> Integer.parseInt(layer);
        };
    }
}
