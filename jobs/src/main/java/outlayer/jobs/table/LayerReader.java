package outlayer.jobs.table;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.parquet.io.InputFile;
import org.jspecify.annotations.Nullable;

/** Reads one layer of a vector file, block by block. Holds that layer's part of one row group and one block. For one thread. */
public final class LayerReader implements Closeable {

    private final CellReader cells;
    private final VectorSchema schema;
    private final LayerBlock block;

    private LayerReader(CellReader cells, VectorSchema schema, LayerBlock block) {
        this.cells = cells;
        this.schema = schema;
        this.block = block;
    }

    /**
     * Opens one layer.
     *
     * @param blockRows rows of the file in each block but the last; equal for all layers, so blocks correspond
     */
    public static LayerReader open(InputFile file, int layer, int blockRows) {
        TableFile open = TableFile.open(file);
        try {
            VectorSchema schema = VectorSchema.of(open);
            requireLayer(file, schema.layers(), layer);
            int dimension = schema.dimension(layer);
            long capacity = Math.max(1, Math.min(blockRows, open.rows()));
            if (blockRows < 1 || capacity * dimension > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("Blocks of " + blockRows + " rows of dimension " + dimension
                        + " do not fit an array; expected 1 to " + Integer.MAX_VALUE / dimension + " rows");
            }
            String content = dimension + " numbers in " + schema.dtype().key();
            CellReader cells = new CellReader(open, schema.struct(), layer, schema.cellBytes(layer), content);
            return new LayerReader(cells, schema, new LayerBlock((int) capacity, dimension));
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    static void requireLayer(InputFile file, List<Integer> layers, int layer) {
        if (!layers.contains(layer)) {
            throw new IllegalArgumentException("File " + file + " has no vectors of layer " + layer + "; it has "
                    + layers + ". Extract that layer, or leave it out of the settings");
        }
    }

    public VectorSchema schema() {
        return schema;
    }

    /** Rows of the file, with and without a vector. */
    public long rows() {
        return cells.rows();
    }

    /** The next block, which replaces the one before, or null after the last. */
    public @Nullable LayerBlock next() {
        block.begin(cells.row());
        while (block.length() < block.capacity() && cells.hasNext()) {
            ByteBuffer cell = cells.next();
            if (cell == null) {
                block.addMissing();
            } else {
                schema.dtype().decode(cell, block.values(), block.offset(), block.dimension());
                block.addPresent();
            }
        }
        return block.length() == 0 ? null : block;
    }

    @Override
    public void close() {
        cells.close();
    }
}
