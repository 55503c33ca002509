package outlayer.jobs.statistics;

import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.stats.MomentsAccumulator;

/** Reads one layer of some shards, in their order, from their Parquet pages into an accumulator. */
final class LayerRows {

    private static final int BLOCK_ROWS = 1024;

    private LayerRows() {}

    /**
     * The caller closes it. Memory is one block of rows and one scatter; where the rows are fewer than the
     * features, those rows alone.
     */
    static MomentsAccumulator accumulate(List<Reading> readings, int layer) {
        int dimension = VectorTable.schema(readings.get(0).vectors()).dimension(layer);
        long rows =
                readings.stream().mapToLong(reading -> reading.vectors().rows()).sum();
        MomentsAccumulator moments = MomentsAccumulator.forRows(dimension, rows);
        try {
            for (Reading reading : readings) {
                try (LayerReader reader = LayerReader.open(reading.vectors(), layer, BLOCK_ROWS)) {
                    for (LayerBlock block = reader.next(); block != null; block = reader.next()) {
                        moments.add(block.floats());
                    }
                }
            }
            return moments;
        } catch (RuntimeException e) {
            moments.close();
            throw e;
        }
    }
}
