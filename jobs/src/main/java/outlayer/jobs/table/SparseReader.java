package outlayer.jobs.table;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.SparseRows;

/** Reads one layer of a file of sparse vectors, block by block. For one thread. */
public final class SparseReader implements Closeable {

    private final CellReader cells;
    private final SparseSchema schema;
    private final int blockRows;

    private SparseReader(CellReader cells, SparseSchema schema, int blockRows) {
        this.cells = cells;
        this.schema = schema;
        this.blockRows = blockRows;
    }

    /** Opens one layer; {@code blockRows} rows of the file are in each block but the last. */
    public static SparseReader open(InputFile file, int layer, int blockRows) {
        TableFile open = TableFile.open(file);
        try {
            SparseSchema schema = SparseSchema.of(open);
            LayerReader.requireLayer(file, schema.layers(), layer);
            if (blockRows < 1 || (long) blockRows * schema.k() > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "Blocks of " + blockRows + " rows of " + schema.k() + " numbers do not fit an array");
            }
            String content = schema.k() + " indices and values";
            return new SparseReader(
                    new CellReader(open, schema.struct(), layer, schema.cellBytes(), content), schema, blockRows);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    public SparseSchema schema() {
        return schema;
    }

    /** The next block, or null after the last. */
    public @Nullable SparseBlock next() {
        int k = schema.k();
        int[] rows = new int[blockRows];
        int[] indices = new int[blockRows * k];
        float[] values = new float[blockRows * k];
        long start = cells.row();
        int present = 0;
        int length = 0;
        while (length < blockRows && cells.hasNext()) {
            ByteBuffer cell = cells.next();
            if (cell != null) {
                for (int i = 0; i < k; i++) {
                    indices[present * k + i] = cell.getInt();
                }
                for (int i = 0; i < k; i++) {
                    values[present * k + i] = cell.getFloat();
                }
                rows[present++] = length;
            }
            length++;
        }
        if (length == 0) {
            return null;
        }
        SparseRows vectors = new SparseRows(
                present, schema.latents(), k, Arrays.copyOf(indices, present * k), Arrays.copyOf(values, present * k));
        return new SparseBlock(start, length, Arrays.copyOf(rows, present), vectors);
    }

    @Override
    public void close() {
        cells.close();
    }
}
