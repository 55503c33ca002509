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
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one binary column whose cells are all as long, in the order of rows, straight from the Parquet pages: the bytes of other
 * columns are not touched, no object is made for a row. Holds that column's part of one row group. For one thread.
 */
final class CellReader implements Closeable {

    private final TableFile file;
    private final String name;
    private final int cellBytes;
    private final String content;
    private final ColumnDescriptor column;
    private long row;
    private @Nullable PageReader pages;
    private ByteBuffer page = ByteBuffer.allocate(0);
    private @Nullable RunLengthBitPackingHybridDecoder definitions;
    private int pageRowsLeft;

    /**
     * Owns the file from here on.
     *
     * @param content what a cell holds, for messages
     */
    CellReader(TableFile file, StructType table, int layer, int cellBytes, String content) {
        this.file = file;
        this.name = LayerColumns.name(layer);
        this.cellBytes = cellBytes;
        this.content = content;
        file.want(new MessageType(
                VectorSchema.TABLE,
                ColumnTypes.stored(VectorSchema.TABLE, table).getType(name)));
        this.column = file.schema().getColumnDescription(new String[] {name});
    }

    /** Rows of the file, with and without a cell. */
    long rows() {
        return file.rows();
    }

    /** Rows that were passed so far. */
    long row() {
        return row;
    }

    /** Whether there is a next row; where there should be and is none, the file is damaged. */
    boolean hasNext() {
        boolean more = pageRowsLeft > 0 || nextPage();
        if (!more && row != rows()) {
            throw damaged("found " + row + " rows, expected " + rows());
        }
        return more;
    }

    /** The next row's cell from the buffer's position on, or null where it has none. Valid until the next call. */
    @Nullable
    ByteBuffer next() {
        pageRowsLeft--;
        if (!present()) {
            row++;
            return null;
        }
        int found = page.remaining() < Integer.BYTES ? -1 : page.getInt();
        if (found != cellBytes || found > page.remaining()) {
            throw damaged(
                    "row " + row + " has a cell of " + found + " bytes, expected " + cellBytes + " (" + content + ")");
        }
        ByteBuffer cell = page.slice(page.position(), cellBytes).order(ByteOrder.LITTLE_ENDIAN);
        page.position(page.position() + cellBytes);
        row++;
        return cell;
    }

    private boolean present() {
        try {
            return definitions == null || definitions.readInt() == 1;
        } catch (IOException | RuntimeException e) {
            throw file.failure("the nulls of column " + name, e);
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
            throw file.failure("a page of column " + name, e);
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
            throw file.failure("a page of column " + name, e);
        }
        pageRowsLeft = plain.getValueCount();
    }

    private IllegalArgumentException damaged(String evidence) {
        return new IllegalArgumentException("File " + file + ", column " + name + ": " + evidence
                + ". Remove the manifest beside it to have the unit computed again");
    }

    @Override
    public void close() {
        file.close();
    }
}
