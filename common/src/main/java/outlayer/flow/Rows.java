package outlayer.flow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.FloatBuffer;
import outlayer.linalg.Matrix;

/**
 * Vectors that a flow is trained on, in as many shards as they lie in: read block by block, in an order that is always the same, as often
 * as asked. Never all in memory, unless the source is.
 */
public interface Rows {

    /** Features of each. */
    int dimension();

    /** How many there are. */
    long count();

    /** Reads from the first one on. */
    Reader read() throws IOException;

    /** One pass over the rows. For one thread. */
    interface Reader extends Closeable {

        /** The next rows between position and limit, one after another, valid until the next call; none after the last. */
        FloatBuffer next() throws IOException;
    }

    /** The rows of a matrix [n, d]. */
    static Rows of(Matrix x) {
        return new MatrixRows(x);
    }
}
