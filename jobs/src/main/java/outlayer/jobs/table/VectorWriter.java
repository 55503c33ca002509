package outlayer.jobs.table;

import java.util.List;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.UnitFile;

/** Writes one shard of a vector table, row by row; holds one row group. For one thread. */
public final class VectorWriter implements AutoCloseable {

    /** At 33 layers of 4096 float32 numbers this is 124 rows, 2 MB for each layer. */
    public static final long ROW_GROUP_BYTES = 64L << 20;

    private final VectorSchema schema;
    private final RowWriter rows;
    private final byte[][] bytes;

    public VectorWriter(UnitFile file, VectorSchema schema) {
        this(file, schema, ROW_GROUP_BYTES);
    }

    public VectorWriter(UnitFile file, VectorSchema schema, long rowGroupBytes) {
        this.schema = schema;
        this.rows = new RowWriter(file, VectorSchema.TABLE, schema.struct(), schema.metadata(), rowGroupBytes);
        this.bytes = new byte[schema.layers().size()][];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = new byte[schema.dimensions().get(i) * schema.dtype().bytes()];
        }
    }

    /**
     * Adds one example.
     *
     * @param blocks one per layer of the schema, each [n, d of that layer] row-major; null where the layer has no values
     * @param row which row of the blocks is this example's
     */
    public void add(String id, List<float @Nullable []> blocks, int row) {
        if (blocks.size() != bytes.length) {
            throw new IllegalArgumentException("Example " + id + " has vectors of " + blocks.size()
                    + " layers, expected " + bytes.length + " " + schema.layers());
        }
        @Nullable Object[] cells = new @Nullable Object[bytes.length + 1];
        cells[0] = id;
        for (int k = 0; k < bytes.length; k++) {
            float[] block = blocks.get(k);
            int d = schema.dimensions().get(k);
            if (block != null) {
                if (block.length % d != 0 || (row + 1L) * d > block.length) {
                    throw new IllegalArgumentException(
                            "Example " + id + ", layer " + schema.layers().get(k) + ": found " + block.length
                                    + " numbers and row " + row + ", expected rows of " + d);
                }
                schema.dtype().encode(block, row * d, d, bytes[k]);
                cells[k + 1] = Binary.fromReusedByteArray(bytes[k]);
            }
        }
        rows.write(cells);
    }

    /** Adds the row of an example that has no vectors; rows are never dropped. */
    public void addMissing(String id) {
        @Nullable Object[] cells = new @Nullable Object[bytes.length + 1];
        cells[0] = id;
        rows.write(cells);
    }

    @Override
    public void close() {
        rows.close();
    }
}
