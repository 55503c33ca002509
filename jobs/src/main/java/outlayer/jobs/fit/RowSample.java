package outlayer.jobs.fit;

import java.util.List;
import java.util.PriorityQueue;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.VectorTable;
import outlayer.quirky.ContentHash;

/**
 * Which rows of some shards a fit has in memory: all, or of too many those whose ids have the smallest hashes. Depends on the ids only, never
 * on shards or their order.
 */
final class RowSample {

    private final boolean all;
    private final long largestHash;

    private RowSample(boolean all, long largestHash) {
        this.all = all;
        this.largestHash = largestHash;
    }

    /** At most that many of them; memory is as many hashes and the ids of one shard. */
    static RowSample of(List<Reading> readings, int most) {
        if (FitInputs.rows(readings) <= most) {
            return new RowSample(true, 0);
        }
        PriorityQueue<Long> smallest = new PriorityQueue<>((a, b) -> Long.compareUnsigned(b, a));
        for (Reading reading : readings) {
            for (String id : VectorTable.ids(reading.vectors())) {
                smallest.add(ContentHash.of(id));
                if (smallest.size() > most) {
                    smallest.remove();
                }
            }
        }
        return new RowSample(false, smallest.element());
    }

    /** Whether row i of a shard is among them. */
    boolean[] rows(Reading reading) {
        boolean[] rows = new boolean[Math.toIntExact(reading.vectors().rows())];
        List<String> ids = all ? List.of() : VectorTable.ids(reading.vectors());
        for (int i = 0; i < rows.length; i++) {
            rows[i] = all || Long.compareUnsigned(ContentHash.of(ids.get(i)), largestHash) <= 0;
        }
        return rows;
    }
}
