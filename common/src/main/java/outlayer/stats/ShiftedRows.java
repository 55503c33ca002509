package outlayer.stats;

import java.nio.FloatBuffer;
import java.util.Arrays;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * A native block of rows, each less one common shift, and the sums of all rows that ever were in it. The shift is the mean of the
 * first block: a mean far from zero costs no digits.
 */
final class ShiftedRows implements AutoCloseable {

    private final int d;
    private final NativeMatrix rows;
    private final double[] shift;
    private final double[] sums;
    private final double[] row;
    private final float[] floats;
    private int filled;

    ShiftedRows(int dimension, int capacity) {
        this.d = dimension;
        this.rows = NativeMatrix.allocate(capacity, dimension);
        this.shift = new double[d];
        this.sums = new double[d];
        this.row = new double[d];
        this.floats = new float[d];
    }

    /** The block [capacity, d], of which the first {@link #filled} rows count. */
    NativeMatrix rows() {
        return rows;
    }

    int filled() {
        return filled;
    }

    boolean isFull() {
        return filled == rows.rows();
    }

    /** Takes the next d floats. */
    void add(FloatBuffer from) {
        from.get(floats);
        for (int j = 0; j < d; j++) {
            row[j] = floats[j];
        }
        addRow();
    }

    void add(Matrix from, int i) {
        from.readRow(i, row);
        addRow();
    }

    private void addRow() {
        subtract(shift);
        rows.writeRow(filled++, 0, row, d);
    }

    /**
     * Adds the mean of the rows, which are all there were so far, to their shift. Done once it is right but for the rounding of their sum,
     * and done again but for that of the mean itself.
     */
    void centre() {
        checkFinite(0);
        double[] moved = new double[d];
        for (int j = 0; j < d; j++) {
            double before = shift[j];
            shift[j] += sums[j] / filled;
            moved[j] = shift[j] - before;
            sums[j] = 0;
        }
        for (int i = 0; i < filled; i++) {
            rows.readRow(i, 0, row, d);
            subtract(moved);
            rows.writeRow(i, 0, row, d);
        }
    }

    private void subtract(double[] from) {
        for (int j = 0; j < d; j++) {
            double v = row[j] - from[j];
            sums[j] += v;
            row[j] = v;
        }
    }

    /** The mean [d] of all n rows so far. */
    double[] mean(long n) {
        double[] mean = new double[d];
        for (int j = 0; j < d; j++) {
            mean[j] = shift[j] + sums[j] / n;
        }
        return mean;
    }

    /** Variances [d] of the rows in the block, which are centred. */
    double[] variances() {
        double[] variances = new double[d];
        for (int i = 0; i < filled; i++) {
            rows.readRow(i, 0, row, d);
            for (int j = 0; j < d; j++) {
                variances[j] += row[j] * row[j] / (filled - 1);
            }
        }
        return variances;
    }

    /** Row i of a sum of squares' upper triangle (d - i numbers) less sums sums^T / n, into {@code target} from {@code at} on. */
    void withoutMean(int i, long n, double[] sumOfSquares, double[] target, int at) {
        double mean = sums[i] / n;
        for (int j = 0; j < d - i; j++) {
            target[at + j] = sumOfSquares[j] - mean * sums[i + j];
        }
    }

    /**
     * One NaN or infinity ends in the sums, so they alone are looked at.
     *
     * @param before number of rows that were in earlier blocks, for the message
     */
    void checkFinite(long before) {
        for (int j = 0; j < d; j++) {
            if (!Double.isFinite(sums[j])) {
                throw new IllegalArgumentException(
                        "Feature %d is NaN or infinite in one of rows %d to %d; leave such rows out"
                                .formatted(j, before, before + filled - 1));
            }
        }
    }

    /** Makes room for the next block; shift and sums stay. */
    void empty() {
        filled = 0;
    }

    /** Forgets all. */
    void clear() {
        filled = 0;
        Arrays.fill(shift, 0);
        Arrays.fill(sums, 0);
    }

    @Override
    public void close() {
        rows.close();
    }
}
