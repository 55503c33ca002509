package outlayer.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run found, by kind of row: tables of results, curves, whatever has a record of its own. A kind that a run lacks is empty.
 * Immutable (a typesafe heterogeneous container; Bloch 2018, item 33).
 */
public final class ResultRows {

    public static final ResultRows NONE = new ResultRows(Map.of());

    private final Map<Class<? extends Record>, List<? extends Record>> kinds;

    private ResultRows(Map<Class<? extends Record>, List<? extends Record>> kinds) {
        this.kinds = kinds;
    }

    /** The rows of one kind, in the order in which they are shown. */
    public <T extends Record> List<T> of(Class<T> kind) {
        return kinds.getOrDefault(kind, List.of()).stream().map(kind::cast).toList();
    }

    /** The same with these rows in place of those of their kind. */
    public <T extends Record> ResultRows with(Class<T> kind, List<T> rows) {
        Map<Class<? extends Record>, List<? extends Record>> more = new LinkedHashMap<>(kinds);
        more.put(kind, List.copyOf(rows));
        return new ResultRows(more);
    }
}
