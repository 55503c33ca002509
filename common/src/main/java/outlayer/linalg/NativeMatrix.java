package outlayer.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A dense matrix outside the heap, row after row, of doubles or floats: what BLAS-3 reads and writes without a copy. Freed by
 * {@link #close}, or at the latest with the object itself. Many threads may read it; writes need one owner.
 */
public final class NativeMatrix implements AutoCloseable {

    /** Bytes that one block may take: a native buffer is addressed by an int. */
    static final long LARGEST_BYTES = Integer.MAX_VALUE;

    private final int rows;
    private final int cols;
    private final Arithmetic arithmetic;
    private final NativeCells cells;

    private NativeMatrix(int rows, int cols, Arithmetic arithmetic) {
        this.rows = rows;
        this.cols = cols;
        this.arithmetic = arithmetic;
        this.cells = NativeCells.allocate(arithmetic, (long) rows * cols);
    }

    /** A matrix of doubles of this shape whose contents are arbitrary until written. */
    public static NativeMatrix allocate(int rows, int cols) {
        return allocate(rows, cols, Arithmetic.FLOAT64);
    }

    /** A matrix of this shape whose contents are arbitrary until written. */
    public static NativeMatrix allocate(int rows, int cols, Arithmetic arithmetic) {
        long bytes = (long) arithmetic.bytes() * rows * cols;
        if (rows < 1 || cols < 1 || bytes > LARGEST_BYTES) {
            throw new IllegalArgumentException(
                    "Shape [%d, %d] takes %d bytes; one native block holds 1 cell to %d bytes"
                            .formatted(rows, cols, bytes, LARGEST_BYTES));
        }
        Blas.load();
        return new NativeMatrix(rows, cols, arithmetic);
    }

    public static NativeMatrix copyOf(Matrix source) {
        return copyOf(source, Arithmetic.FLOAT64);
    }

    public static NativeMatrix copyOf(Matrix source, Arithmetic arithmetic) {
        NativeMatrix copy = allocate(source.rows(), source.cols(), arithmetic);
        for (int i = 0; i < copy.rows; i++) {
            copy.cells.write(copy.offset(i, 0), source.values(), i * copy.cols, copy.cols);
        }
        return copy;
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public Arithmetic arithmetic() {
        return arithmetic;
    }

    public double at(int i, int j) {
        return cells.at(offset(i, j));
    }

    /** Copies the first {@code count} cells of row {@code i} from column {@code from} into {@code target}. */
    public void readRow(int i, int from, double[] target, int count) {
        cells.read(offset(i, from), target, 0, count);
    }

    /** Copies {@code count} cells of {@code source} into row {@code i} from column {@code from} on. */
    public void writeRow(int i, int from, double[] source, int count) {
        cells.write(offset(i, from), source, 0, count);
    }

    /** The cells (i, i). */
    public double[] diagonal() {
        double[] diagonal = new double[Math.min(rows, cols)];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = at(i, i);
        }
        return diagonal;
    }

    /** The rows [from, to) on the heap. */
    public Matrix toMatrix(int from, int to) {
        Matrix copy = Matrix.zeros(to - from, cols);
        for (int i = from; i < to; i++) {
            cells.read(offset(i, 0), copy.values(), (i - from) * cols, cols);
        }
        return copy;
    }

    DoublePointer pointer() {
        if (cells instanceof NativeCells.Doubles doubles) {
            return doubles.pointer();
        }
        throw new IllegalArgumentException(this + " has float32 numbers, expected float64");
    }

    FloatPointer floatPointer() {
        if (cells instanceof NativeCells.Floats floats) {
            return floats.pointer();
        }
        throw new IllegalArgumentException(this + " has float64 numbers, expected float32");
    }

    private int offset(int i, int j) {
        return i * cols + j;
    }

    @Override
    public void close() {
        cells.close();
    }

    @Override
    public String toString() {
        return "NativeMatrix[" + rows + ", " + cols + "]";
    }
}
