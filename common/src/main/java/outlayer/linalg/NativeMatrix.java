package outlayer.linalg;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * A dense matrix of doubles outside the heap, row after row: what BLAS-3 reads and writes without a copy. Freed by
 * {@link #close}, or at the latest with the object itself. Many threads may read it; writes need one owner.
 */
public final class NativeMatrix implements AutoCloseable {

    /** Bytes that one block may take: a native buffer is addressed by an int. */
    static final long LARGEST_BYTES = Integer.MAX_VALUE;

    private final int rows;
    private final int cols;
    private final DoublePointer values;
    private final DoubleBuffer view;

    private NativeMatrix(int rows, int cols) {
        this.rows = rows;
        this.cols = cols;
        this.values = new DoublePointer((long) rows * cols);
        this.view = values.asBuffer();
    }

    /** A matrix of this shape whose contents are arbitrary until written. */
    public static NativeMatrix allocate(int rows, int cols) {
        long bytes = 8L * rows * cols;
        if (rows < 1 || cols < 1 || bytes > LARGEST_BYTES) {
            throw new IllegalArgumentException(
                    "Shape [%d, %d] takes %d bytes; one native block holds 1 cell to %d bytes"
                            .formatted(rows, cols, bytes, LARGEST_BYTES));
        }
        Blas.load();
        return new NativeMatrix(rows, cols);
    }

    public static NativeMatrix copyOf(Matrix source) {
        NativeMatrix copy = allocate(source.rows(), source.cols());
        copy.view.put(0, source.values());
        return copy;
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public double at(int i, int j) {
        return view.get(offset(i, j));
    }

    /** Copies the first {@code count} cells of row {@code i} from column {@code from} into {@code target}. */
    public void readRow(int i, int from, double[] target, int count) {
        view.get(offset(i, from), target, 0, count);
    }

    /** Copies {@code count} cells of {@code source} into row {@code i} from column {@code from} on. */
    public void writeRow(int i, int from, double[] source, int count) {
        view.put(offset(i, from), source, 0, count);
    }

    /** The rows [from, to) on the heap. */
    public Matrix toMatrix(int from, int to) {
        Matrix copy = Matrix.zeros(to - from, cols);
        view.get(from * cols, copy.values());
        return copy;
    }

    DoublePointer pointer() {
        return values;
    }

    private int offset(int i, int j) {
        return i * cols + j;
    }

    @Override
    public void close() {
        values.close();
    }

    @Override
    public String toString() {
        return "NativeMatrix[" + rows + ", " + cols + "]";
    }
}
