package outlayer.stats;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * Takes rows of dimension d in any portions and keeps their count, sums and scatter: rows are collected in one block
 * ({@link ShiftedRows}), and each full block is folded into a native scatter by one dsyrk. Both are reused; {@link #clear}
 * makes them fit for the next group.
 *
 * <p>The result depends on the rows and their order only, not on the portions. For one thread at a time.
 */
public final class MomentsAccumulator implements AutoCloseable {

    /** As fast as larger blocks, whose first touch costs time and whose memory every task pays. */
    private static final long BLOCK_ROWS = 1024;

    private static final long BLOCK_CELLS = (1L << 28) - 1;

    private final int d;
    private final ShiftedRows block;

    /** Made when the first block is full: a group that fits one block may need none. */
    private @Nullable NativeMatrix scatter;

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
        this.block = new ShiftedRows(dimension, blockRows);
    }

    public long n() {
        return folded + block.filled();
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
            block.add(rows);
        }
    }

    public void add(Matrix rows) {
        if (rows.cols() != d) {
            throw new IllegalArgumentException("Rows have %d features, expected %d".formatted(rows.cols(), d));
        }
        for (int i = 0; i < rows.rows(); i++) {
            foldFullBlock();
            block.add(rows, i);
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
        double[] row = new double[d];
        NativeMatrix sumOfSquares = scatter();
        for (int i = 0, at = 0; i < d; at += d - i, i++) {
            sumOfSquares.readRow(i, i, row, d - i);
            block.withoutMean(i, n, row, packed, at);
        }
        return Moments.of(n, block.mean(n), packed);
    }

    /**
     * The Gaussian of all rows so far, with the eigenpairs above {@code cutoff} times the largest; clears the sums, whose
     * memory it works in. Fewer rows than features, all still in the first block, take the n x n route of
     * {@link Spectrum#ofCentredRows}; others the d x d one.
     */
    public Gaussian gaussian(double cutoff) {
        long n = n();
        if (n == 1) {
            if (folded == 0) {
                block.centre();
            }
            Gaussian alone = Gaussian.ofOne(block.mean(n), cutoff);
            clear();
            return alone;
        }
        Gaussian.checkRows(n);
        Gaussian gaussian;
        if (folded == 0 && n < d) {
            block.centre();
            // Nothing takes out what is left of the mean here, and of many equal rows that is more than they may vary.
            block.centre();
            double[] mean = block.mean(n);
            double[] variances = block.variances();
            gaussian = new Gaussian(n, mean, variances, Spectrum.ofCentredRows(block.rows(), (int) n, mean, cutoff));
        } else {
            fold();
            double[] mean = block.mean(n);
            NativeMatrix covariance = covarianceInPlace();
            double[] variances = covariance.diagonal();
            gaussian = new Gaussian(n, mean, variances, Spectrum.ofCovariance(covariance, mean, cutoff));
        }
        clear();
        return gaussian;
    }

    /** Forgets every row; the memory stays. */
    public void clear() {
        folded = 0;
        block.clear();
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
        if (block.isFull()) {
            fold();
        }
    }

    private void fold() {
        if (block.filled() == 0) {
            return;
        }
        if (folded == 0) {
            block.centre();
        }
        block.checkFinite(folded);
        Blas.scatter(block.rows(), block.filled(), folded == 0 ? 0 : 1, scatter());
        folded += block.filled();
        block.empty();
    }

    /** (sum of squares - sums sums^T / n) / (n - 1), upper triangle, in the scatter's own memory. */
    private NativeMatrix covarianceInPlace() {
        long n = n();
        NativeMatrix covariance = scatter();
        double[] row = new double[d];
        double[] corrected = new double[d];
        for (int i = 0; i < d; i++) {
            covariance.readRow(i, i, row, d - i);
            block.withoutMean(i, n, row, corrected, 0);
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
}
