package outlayer.jobs.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.VectorTable;

/**
 * Cuts a group's shards into what one task reads: 4 d rows, so that work on the d x d scatter outweighs writing and merging
 * it, and 8192 at least. Depends on the shards only, never on the number of tasks that could run at once.
 */
final class Portions {

    private static final long ROWS = 8192;
    private static final long ROWS_PER_FEATURE = 4;

    private Portions() {}

    static List<List<Reading>> of(List<Reading> readings) {
        long total =
                readings.stream().mapToLong(reading -> reading.vectors().rows()).sum();
        if (total <= ROWS) {
            return List.of(readings);
        }
        int dimension = VectorTable.schema(readings.get(0).vectors()).largestDimension();
        return cut(readings, reading -> reading.vectors().rows(), Math.max(ROWS, ROWS_PER_FEATURE * dimension));
    }

    /** Runs of consecutive items of at most that many rows together; an item that has more makes one alone. */
    static <T> List<List<T>> cut(List<T> items, ToLongFunction<T> rows, long most) {
        List<List<T>> portions = new ArrayList<>();
        List<T> open = new ArrayList<>();
        long filled = 0;
        for (T item : items) {
            long more = rows.applyAsLong(item);
            if (!open.isEmpty() && filled + more > most) {
                portions.add(List.copyOf(open));
                open.clear();
                filled = 0;
            }
            open.add(item);
            filled += more;
        }
        portions.add(List.copyOf(open));
        return List.copyOf(portions);
    }
}
