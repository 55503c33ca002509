package outlayer.jobs.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import outlayer.flow.Rows;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.table.LayerBlock;
import outlayer.jobs.table.LayerReader;
import outlayer.jobs.table.VectorTable;
import outlayer.lm.Positions;

/** One layer of several shards, read one after another, a block in memory; rows without a vector are passed over. */
record ShardRows(List<RunFile> shards, int layer, int dimension, long count) implements Rows {

    private static final int BLOCK_ROWS = 1024;
    private static final FloatBuffer NO_ROWS = FloatBuffer.allocate(0);

    static ShardRows of(RunDirectory run, List<PlannedReading> data, int layer, Positions positions) {
        List<RunFile> shards = new ArrayList<>();
        long count = 0;
        for (PlannedReading reading : data) {
            Manifest manifest = run.require(reading.spec());
            RunFile file = run.file(manifest, reading.file());
            shards.add(file);
            // Of all tokens, those of a quarantined prompt have no row; of the last, its row is empty.
            count += file.rows() - (positions == Positions.LAST ? manifest.count("quarantined") : 0);
        }
        return new ShardRows(shards, layer, VectorTable.schema(shards.get(0)).dimension(layer), count);
    }

    @Override
    public Reader read() {
        return new ShardReader();
    }

    private final class ShardReader implements Reader {

        private int next;
        private @Nullable LayerReader open;

        @Override
        public FloatBuffer next() throws IOException {
            requireAlive();
            while (true) {
                LayerBlock block = open == null ? null : open.next();
                if (block != null && block.present() > 0) {
                    return block.floats();
                }
                if (block == null) {
                    close();
                    if (next == shards.size()) {
                        return NO_ROWS;
                    }
                    open = LayerReader.open(shards.get(next++), layer, BLOCK_ROWS);
                }
            }
        }

        private void requireAlive() {
            TaskContext context = TaskContext.get();
            if (context != null && context.isInterrupted()) {
                throw new TaskKilledException("killed between two blocks of a flow's training");
            }
        }

        @Override
        public void close() {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
