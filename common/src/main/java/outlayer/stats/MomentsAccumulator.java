package outlayer.stats;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * Takes rows of dimension d in any portions and keeps their count, sums and scatter: rows are collected in one native
 * block, shifted by the mean of the first block (so that a mean far from zero costs no digits), and each full block is
 * folded into a native scatter by one dsyrk. Both blocks are reused; {@link #clear} makes it fit for the next group.
 *
 * <p>The result depends on the rows and their order only, not on the portions. For one thread at a time.
 */
public final class MomentsAccumulator implements AutoCloseable {

    /** As fast as larger blocks, whose first touch costs time and whose memory every task pays. */
    private static final long BLOCK_ROWS = 1024;

    private static final long BLOCK_CELLS = (1L << 28) - 1;

    private final int d;
    private final NativeMatrix block;
    private final double[] shift;
    private final double[] sums;
    private final double[] row;
    private final float[] floats;

    /** Made when the first block is full: a group that fits one block may need none. */
    private @Nullable NativeMatrix scatter;

    private int filled;
    private long folded;

    /**
     * For about that many rows: all in one block where they are fewer than the features, so that {@link #gaussian} may take
     * the n x n route, else in blocks of 1024; never more than 2 GB a block.
     */
    public static MomentsAccumulator forRows(int dimension, long rows) {
        long wanted = rows < dimension ? rows : Math.min(rows, BLOCK_ROWS);
        long largest = BLOCK_CELLS / Math.max(1, dimension);
        return new MomentsAccumulator(dimension, (int) Math.max(1, Math.min(wanted, largest)));
    }

    /** As large as the rows of {@code x} need, which it takes. */
    static MomentsAccumulator of(Matrix x) {
        MomentsAccumulator accumulator = forRows(x.cols(), x.rows());
        accumulator.add(x);
        return accumulator;
    }

    public MomentsAccumulator(int dimension, int blockRows) {
        this.d = dimension;
        this.block = NativeMatrix.allocate(blockRows, dimension);
        this.shift = new double[d];
        this.sums = new double[d];
        this.row = new double[d];
        this.floats = new float[d];
    }

    public long n() {
        return folded + filled;
    }

    public int dimension() {
        return d;
    }

    /** Adds the rows between position and limit, d floats each, and moves the position to the limit. */
    public void add(FloatBuffer rows) {
        if (rows.remaining() % d != 0) {
            throw new IllegalArgumentException(
                    "%d floats are no whole number of rows of %d".formatted(rows.remaining(), d));
        }
        while (rows.hasRemaining()) {
            foldFullBlock();
            rows.get(floats);
            shiftRow(floats, shift, sums, row);
            block.writeRow(filled++, 0, row, d);
        }
    }

    public void add(Matrix rows) {
        if (rows.cols() != d) {
            throw new IllegalArgumentException("Rows have %d features, expected %d".formatted(rows.cols(), d));
        }
        for (int i = 0; i < rows.rows(); i++) {
            foldFullBlock();
            rows.readRow(i, row);
            shiftRow(row, shift, sums);
            block.writeRow(filled++, 0, row, d);
        }
    }

    /** The moments of all rows so far; more rows may follow. */
    public Moments moments() {
        long n = n();
        if (n == 0) {
            return Moments.empty(d);
        }
        fold();
        double[] packed = new double[Moments.packedLength(d)];
        NativeMatrix sumOfSquares = scatter();
        for (int i = 0, at = 0; i < d; at += d - i, i++) {
            sumOfSquares.readRow(i, i, row, d - i);
            packRow(row, sums, i, sums[i] / n, packed, at, d - i);
        }
        return Moments.of(n, mean(), packed);
    }

    /**
     * The Gaussian of all rows so far, with the eigenpairs above {@code cutoff} times the largest; clears the sums, whose
     * memory it works in. Fewer rows than features, all still in the first block, take the n x n route of
     * {@link Spectrum#ofCentredRows}; others the d x d one.
     */
    public Gaussian gaussian(double cutoff) {
        long n = n();
        if (n == 1) {
            centreFirstBlock();
            Gaussian alone = Gaussian.ofOne(mean(), cutoff);
            clear();
            return alone;
        }
        Gaussian.checkRows(n);
        Spectrum spectrum;
        double[] mean;
        double[] variances;
        if (folded == 0 && filled < d) {
            centreFirstBlock();
            mean = mean();
            variances = variancesOfBlock();
            spectrum = Spectrum.ofCentredRows(block, filled, mean, cutoff);
        } else {
            fold();
            mean = mean();
            NativeMatrix covariance = covarianceInPlace();
            variances = covariance.diagonal();
            spectrum = Spectrum.ofCovariance(covariance, mean, cutoff);
        }
        clear();
        return new Gaussian(n, mean, variances, spectrum);
    }

    /** Forgets every row; the memory stays. */
    public void clear() {
        filled = 0;
        folded = 0;
        Arrays.fill(shift, 0);
        Arrays.fill(sums, 0);
    }

    @Override
    public void close() {
        block.close();
        if (scatter != null) {
            scatter.close();
        }
    }

    /** Only when another row comes: a group that just fills the first block keeps its choice of route. */
    private void foldFullBlock() {
        if (filled == block.rows()) {
            fold();
        }
    }

    private void fold() {
        if (filled == 0) {
            return;
        }
        if (folded == 0) {
            centreFirstBlock();
        }
        checkFinite();
        Blas.scatter(block, filled, folded == 0 ? 0 : 1, scatter());
        folded += filled;
        filled = 0;
    }

    /** Rows of the first block came unshifted, their shift being their own mean. */
    private void centreFirstBlock() {
        checkFinite();
        for (int j = 0; j < d; j++) {
            shift[j] = sums[j] / filled;
            sums[j] = 0;
        }
        for (int i = 0; i < filled; i++) {
            block.readRow(i, 0, row, d);
            shiftRow(row, shift, sums);
            block.writeRow(i, 0, row, d);
        }
    }

    private double[] mean() {
        double[] mean = new double[d];
        long n = n();
        for (int j = 0; j < d; j++) {
            mean[j] = shift[j] + sums[j] / n;
        }
        return mean;
    }

    /** Of the one block of all rows, which are centred. */
    private double[] variancesOfBlock() {
        double[] variances = new double[d];
        for (int i = 0; i < filled; i++) {
            block.readRow(i, 0, row, d);
            for (int j = 0; j < d; j++) {
                variances[j] += row[j] * row[j] / (filled - 1);
            }
        }
        return variances;
    }

    /** (sum of squares - sums sums^T / n) / (n - 1), upper triangle, in the scatter's own memory. */
    private NativeMatrix covarianceInPlace() {
        long n = n();
        NativeMatrix covariance = scatter();
        double[] corrected = new double[d];
        for (int i = 0; i < d; i++) {
            covariance.readRow(i, i, row, d - i);
            packRow(row, sums, i, sums[i] / n, corrected, 0, d - i);
            for (int j = 0; j < d - i; j++) {
                corrected[j] /= n - 1;
            }
            covariance.writeRow(i, i, corrected, d - i);
        }
        return covariance;
    }

    private NativeMatrix scatter() {
        if (scatter == null) {
            scatter = NativeMatrix.allocate(d, d);
        }
        return scatter;
    }

    /** One NaN or infinity ends in the sums, so they alone are looked at. */
    private void checkFinite() {
        for (int j = 0; j < d; j++) {
            if (!Double.isFinite(sums[j])) {
                throw new IllegalArgumentException(
                        "Feature %d is NaN or infinite in one of rows %d to %d; leave such rows out"
                                .formatted(j, folded, n() - 1));
            }
        }
    }

    private static void shiftRow(float[] x, double[] shift, double[] sums, double[] shifted) {
        for (int j = 0; j < x.length; j++) {
            double v = x[j] - shift[j];
            sums[j] += v;
            shifted[j] = v;
        }
    }

    private static void shiftRow(double[] x, double[] shift, double[] sums) {
        for (int j = 0; j < x.length; j++) {
            double v = x[j] - shift[j];
            sums[j] += v;
            x[j] = v;
        }
    }

    private static void packRow(
            double[] source, double[] sums, int i, double weight, double[] packed, int at, int count) {
        for (int j = 0; j < count; j++) {
            packed[at + j] = source[j] - weight * sums[i + j];
        }
    }
}
