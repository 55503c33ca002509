package outlayer.linalg;

import java.io.Serializable;

/**
 * A dense matrix of doubles on the heap, row after row. It shares its array with whoever made it: the maker may fill it
 * before handing it on; nobody writes afterwards.
 */
public final class Matrix implements Serializable {

    private final int rows;
    private final int cols;
    private final double[] values;

    private Matrix(int rows, int cols, double[] values) {
        this.rows = rows;
        this.cols = cols;
        this.values = values;
    }

    /** The matrix over {@code values} [rows, cols], which are not copied. */
    public static Matrix of(int rows, int cols, double[] values) {
        if (rows < 0 || cols < 0 || (long) rows * cols != values.length) {
            throw new IllegalArgumentException(
                    "Shape [%d, %d] does not fit %d values".formatted(rows, cols, values.length));
        }
        return new Matrix(rows, cols, values);
    }

    public static Matrix zeros(int rows, int cols) {
        if (rows < 0 || cols < 0 || (long) rows * cols > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("No array holds a matrix of shape [%d, %d]".formatted(rows, cols));
        }
        return new Matrix(rows, cols, new double[rows * cols]);
    }

    public int rows() {
        return rows;
    }

    public int cols() {
        return cols;
    }

    public double at(int i, int j) {
        if (i < 0 || i >= rows || j < 0 || j >= cols) {
            throw new IndexOutOfBoundsException("(%d, %d) in shape [%d, %d]".formatted(i, j, rows, cols));
        }
        return values[i * cols + j];
    }

    /** The array itself, row after row. */
    public double[] values() {
        return values;
    }

    /** Copies row {@code i} into {@code target} [cols]. */
    public void readRow(int i, double[] target) {
        System.arraycopy(values, i * cols, target, 0, cols);
    }

    @Override
    public String toString() {
        return "Matrix[" + rows + ", " + cols + "]";
    }
}
