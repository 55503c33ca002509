package outlayer.jobs.table;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads one layer of a vector file, block by block, straight from the Parquet pages: the bytes of the other layers are not
 * touched, no object is made for a row. Holds that layer's part of one row group and one block. For one thread.
 */
public final class LayerReader implements Closeable {

    private final TableFile file;
    private final VectorSchema schema;
    private final int layer;
    private final ColumnDescriptor column;
    private final LayerBlock block;
    private long row;
    private @Nullable PageReader pages;
    private ByteBuffer page = ByteBuffer.allocate(0);
    private @Nullable RunLengthBitPackingHybridDecoder definitions;
    private int pageRowsLeft;

    private LayerReader(TableFile file, VectorSchema schema, int layer, int blockRows) {
        this.file = file;
        this.schema = schema;
        this.layer = layer;
        MessageType wanted = new MessageType(
                VectorSchema.TABLE,
                ColumnTypes.stored(VectorSchema.TABLE, schema.struct()).getType(VectorSchema.column(layer)));
        file.want(wanted);
        this.column = file.schema().getColumnDescription(new String[] {VectorSchema.column(layer)});
        this.block = new LayerBlock(blockRows, schema.dimension());
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
            if (!schema.layers().contains(layer)) {
                throw new IllegalArgumentException("File " + file + " has no vectors of layer " + layer + "; it has "
                        + schema.layers() + ". Extract that layer, or leave it out of the settings");
            }
            long capacity = Math.max(1, Math.min(blockRows, open.rows()));
            if (blockRows < 1 || capacity * schema.dimension() > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("Blocks of " + blockRows + " rows of dimension " + schema.dimension()
                        + " do not fit an array; expected 1 to " + Integer.MAX_VALUE / schema.dimension() + " rows");
            }
            return new LayerReader(open, schema, layer, (int) capacity);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }

    public VectorSchema schema() {
        return schema;
    }

    /** Rows of the file, with and without a vector. */
    public long rows() {
        return file.rows();
    }

    /** The next block, which replaces the one before, or null after the last. */
    public @Nullable LayerBlock next() {
        block.begin(row);
        while (block.length() < block.capacity() && (pageRowsLeft > 0 || nextPage())) {
            readRow();
            pageRowsLeft--;
            row++;
        }
        if (block.length() == 0 && row != rows()) {
            throw damaged("found " + row + " rows, expected " + rows());
        }
        return block.length() == 0 ? null : block;
    }

    private void readRow() {
        if (!present()) {
            block.addMissing();
            return;
        }
        int expected = schema.cellBytes();
        int found = page.remaining() < 4 ? -1 : page.getInt();
        if (found != expected || found > page.remaining()) {
            throw damaged("row " + row + " has a cell of " + found + " bytes, expected " + expected + " ("
                    + schema.dimension() + " numbers in " + schema.dtype().key() + ")");
        }
        schema.dtype().decode(page, block.values(), block.offset(), schema.dimension());
        page.position(page.position() + found);
        block.addPresent();
    }

    private boolean present() {
        try {
            return definitions == null || definitions.readInt() == 1;
        } catch (IOException | RuntimeException e) {
            throw file.failure("the nulls of column " + VectorSchema.column(layer), e);
        }
    }

    /** Goes to the next page that has rows, over the ends of row groups. */
    private boolean nextPage() {
        while (true) {
            DataPage data = pages == null ? null : readPage(pages);
            if (data != null) {
                openPage(data);
                if (pageRowsLeft > 0) {
                    return true;
                }
            } else {
                PageReadStore group = file.nextRowGroup();
                if (group == null) {
                    return false;
                }
                pages = group.getPageReader(column);
            }
        }
    }

    private @Nullable DataPage readPage(PageReader from) {
        try {
            return from.readPage();
        } catch (RuntimeException e) {
            throw file.failure("a page of column " + VectorSchema.column(layer), e);
        }
    }

    /** Version 1 pages: the length of the run-length encoded definition levels, those, then length and bytes of each cell. */
    private void openPage(DataPage data) {
        if (!(data instanceof DataPageV1 plain) || plain.getValueEncoding() != Encoding.PLAIN) {
            throw damaged(
                    "found a page of kind " + data + ", expected version 1, encoding PLAIN, as Outlayer writes it");
        }
        try {
            page = plain.getBytes()
                    .toByteBuffer(HeapByteBufferAllocator.getInstance(), unshared -> {})
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN);
            definitions = null;
            if (column.getMaxDefinitionLevel() > 0) {
                int length = page.getInt();
                ByteBuffer levels = page.slice(page.position(), length);
                definitions = new RunLengthBitPackingHybridDecoder(1, ByteBufferInputStream.wrap(levels));
                page.position(page.position() + length);
            }
        } catch (RuntimeException e) {
            throw file.failure("a page of column " + VectorSchema.column(layer), e);
        }
        pageRowsLeft = plain.getValueCount();
    }

    private IllegalArgumentException damaged(String evidence) {
        return new IllegalArgumentException("File " + file + ", column " + VectorSchema.column(layer) + ": " + evidence
                + ". Remove the manifest beside it to have the unit computed again");
    }

    @Override
    public void close() {
        file.close();
    }
}
