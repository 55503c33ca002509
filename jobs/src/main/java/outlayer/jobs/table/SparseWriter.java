package outlayer.jobs.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.UnitFile;
import outlayer.linalg.SparseRows;

/** Writes one shard of a table of sparse vectors, row by row; holds one row group. For one thread. */
public final class SparseWriter implements AutoCloseable {

    private final SparseSchema schema;
    private final RowWriter rows;
    private final ByteBuffer[] bytes;

    public SparseWriter(UnitFile file, SparseSchema schema) {
        this.schema = schema;
        this.rows = new RowWriter(
                file, SparseTable.TABLE, schema.struct(), schema.metadata(), VectorWriter.ROW_GROUP_BYTES);
        this.bytes = new ByteBuffer[schema.layers().size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ByteBuffer.allocate(schema.cellBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * Adds one example.
     *
     * @param blocks one per layer of the schema; null where the layer has no values
     * @param row which row of each block is this example's; its block counts where there is one
     */
    public void add(String id, List<@Nullable SparseRows> blocks, int[] row) {
        if (blocks.size() != bytes.length || row.length != bytes.length) {
            throw new IllegalArgumentException("Example " + id + " has sparse vectors of " + blocks.size()
                    + " layers, expected " + bytes.length + " " + schema.layers());
        }
        @Nullable Object[] cells = new @Nullable Object[bytes.length + 1];
        cells[0] = id;
        for (int layer = 0; layer < bytes.length; layer++) {
            SparseRows block = blocks.get(layer);
            if (block != null) {
                encode(id, block, row[layer], bytes[layer].clear());
                cells[layer + 1] = Binary.fromReusedByteArray(bytes[layer].array());
            }
        }
        rows.write(cells);
    }

    private void encode(String id, SparseRows block, int row, ByteBuffer cell) {
        if (block.k() != schema.k() || block.cols() != schema.latents() || row >= block.rows()) {
            throw new IllegalArgumentException("Example " + id + ": found row " + row + " of " + block
                    + ", expected rows of " + schema.k() + " of " + schema.latents() + " latents");
        }
        int from = row * schema.k();
        for (int i = 0; i < schema.k(); i++) {
            cell.putInt(block.indices()[from + i]);
        }
        for (int i = 0; i < schema.k(); i++) {
            cell.putFloat(block.values()[from + i]);
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
