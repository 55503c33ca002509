package outlayer.flow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;

/** One pass over the rows of one side of a split, row by row; holds the source to what it says of itself. */
final class RowPass implements Closeable {

    private final Rows rows;
    private final Rows.Reader reader;
    private final RowSplit split;
    private final boolean judges;
    private FloatBuffer block = FloatBuffer.allocate(0);
    private long place;

    private RowPass(Rows rows, RowSplit split, boolean judges) throws IOException {
        this.rows = rows;
        this.reader = rows.read();
        this.split = split;
        this.judges = judges;
    }

    /** The rows that are learned from. */
    static RowPass learned(Rows rows, RowSplit split) throws IOException {
        return new RowPass(rows, split, false);
    }

    /** The rows that judge. */
    static RowPass judges(Rows rows, RowSplit split) throws IOException {
        return new RowPass(rows, split, true);
    }

    /** Copies the next row to {@code target} from {@code offset} on; false after the last. */
    boolean next(float[] target, int offset) throws IOException {
        int d = rows.dimension();
        while (true) {
            if (!block.hasRemaining() && !refill()) {
                return false;
            }
            if (split.judges(place++) == judges) {
                block.get(target, offset, d);
                return true;
            }
            block.position(block.position() + d);
        }
    }

    private boolean refill() throws IOException {
        block = reader.next();
        int d = rows.dimension();
        if (block.remaining() % d != 0) {
            throw new IllegalArgumentException(
                    "%d floats are no whole number of rows of %d".formatted(block.remaining(), d));
        }
        long read = place + block.remaining() / d;
        if (read > rows.count() || (!block.hasRemaining() && read < rows.count())) {
            throw new IllegalStateException("A pass over " + rows.count() + " rows found " + read
                    + "; did the vectors change while a flow was trained on them?");
        }
        return block.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
