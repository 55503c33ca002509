package outlayer.jobs.table;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.parquet.schema.Type;

/**
 * The columns of a table with a cell for each example and layer: {@code id}, {@code layer_00}, {@code layer_01}, ...; or
 * {@code layer_all} alone, for a feature of all layers together, whose number is {@link Score#ALL_LAYERS}.
 */
final class LayerColumns {

    static final String ID = "id";

    /** What {@link #inOrder} wants, for messages. */
    static final String ORDER = "ascending layers from 0, or all layers together (" + Score.ALL_LAYERS + ") alone";

    private static final String PREFIX = "layer_";
    private static final String ALL = PREFIX + "all";

    private LayerColumns() {}

    static String name(int layer) {
        return layer == Score.ALL_LAYERS ? ALL : String.format(Locale.ROOT, PREFIX + "%02d", layer);
    }

    /** Whether a table can have these layers. */
    static boolean inOrder(List<Integer> layers) {
        return layers.equals(List.of(Score.ALL_LAYERS))
                || (!layers.isEmpty()
                        && layers.get(0) >= 0
                        && List.copyOf(new TreeSet<>(layers)).equals(layers));
    }

    /** Those that a file has. */
    static List<Integer> layers(TableFile file) {
        return file.schema().getFields().stream()
                .map(Type::getName)
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> name.equals(ALL) ? Score.ALL_LAYERS : Integer.valueOf(name.substring(PREFIX.length())))
                .toList();
    }
}
