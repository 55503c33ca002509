package outlayer.jobs.statistics;

import java.util.List;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.stats.MomentsAccumulator;

/** Reads one layer of some shards, in their order, from their Parquet pages into an accumulator. */
public final class LayerRows {

    private static final int BLOCK_ROWS = 1024;

    private LayerRows() {}

    /**
     * The caller closes it. Memory is one block of rows and one scatter; where the rows are fewer than the
     * features, those rows alone.
     */
    static MomentsAccumulator accumulate(List<Reading> readings, int layer) {
        return accumulateFiles(readings.stream().map(Reading::vectors).toList(), layer);
    }

    /** As above, of the files of those shards. */
    public static MomentsAccumulator accumulateFiles(List<RunFile> shards, int layer) {
        int dimension = VectorTable.schema(shards.get(0)).dimension(layer);
        long rows = shards.stream().mapToLong(RunFile::rows).sum();
        MomentsAccumulator moments = MomentsAccumulator.forRows(dimension, rows);
        try {
            for (RunFile shard : shards) {
                try (LayerReader reader = LayerReader.open(shard, layer, BLOCK_ROWS)) {
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
