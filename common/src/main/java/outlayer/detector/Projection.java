package outlayer.detector;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/**
 * z = M (x - mu) for each row x of [n, d], M [r, d]: one product per block of rows in the chosen precision, whose results are
 * handed on in double. Row i of M is a scale times a direction, which is read from a matrix that others may share.
 *
 * <p>Rows are centred in double before they are rounded, which is what keeps float32 accurate. Safe to share between threads; M itself
 * lives outside the heap and is made once per process.
 */
final class Projection implements Serializable {

    private static final int BLOCK_ROWS = 1024;

    private final double[] mean;
    private final Matrix directions;
    private final double[] origin;
    private final double[] scales;
    private final Arithmetic arithmetic;

    private transient volatile @Nullable NativeMatrix matrix;

    /** Takes one row at a time, in their order. */
    @FunctionalInterface
    interface Rows {

        /** Row i of x gave z, [r], which the next row overwrites. */
        void accept(int i, double[] z);
    }

    /**
     * Nothing is copied.
     *
     * @param mean [d]
     * @param directions [at least r, d], of which the first r count
     * @param scales [r], r at least 1
     */
    Projection(double[] mean, Matrix directions, double[] scales, Arithmetic arithmetic) {
        this(mean, directions, new double[mean.length], scales, arithmetic);
    }

    private Projection(double[] mean, Matrix directions, double[] origin, double[] scales, Arithmetic arithmetic) {
        if (directions.cols() != mean.length || directions.rows() < scales.length || scales.length == 0) {
            throw new IllegalArgumentException("A projection with a mean of %d features and %d scales does not fit %s"
                    .formatted(mean.length, scales.length, directions));
        }
        this.mean = mean;
        this.directions = directions;
        this.origin = origin;
        this.scales = scales;
        this.arithmetic = arithmetic;
    }

    /** On all rows of {@code m} [r, d] as they are. */
    static Projection of(double[] mean, Matrix m, Arithmetic arithmetic) {
        return new Projection(mean, m, ones(m.rows()), arithmetic);
    }

    /** On p - mu for each row p of {@code points} [r, d]: z_i = (p_i - mu)^T (x - mu). */
    static Projection onPoints(double[] mean, Matrix points, Arithmetic arithmetic) {
        return new Projection(mean, points, mean, ones(points.rows()), arithmetic);
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    int dimension() {
        return mean.length;
    }

    /** r. */
    int rank() {
        return scales.length;
    }

    /** |M (x - mu)|^2 of each row of x. */
    double[] squaredNorms(Matrix x) {
        double[] norms = new double[x.rows()];
        forEachRow(x, (i, z) -> norms[i] = squaredNorm(z));
        return norms;
    }

    /** M (x - mu) of all rows, [n, r]. */
    Matrix of(Matrix x) {
        Matrix projected = Matrix.zeros(x.rows(), rank());
        forEachRow(x, (i, z) -> System.arraycopy(z, 0, projected.values(), i * z.length, z.length));
        return projected;
    }

    void forEachRow(Matrix x, Rows rows) {
        Vectors.check(x, dimension());
        int n = x.rows();
        if (n == 0) {
            return;
        }
        int blockRows = Math.min(BLOCK_ROWS, n);
        double[] centred = new double[dimension()];
        double[] z = new double[rank()];
        try (NativeMatrix block = NativeMatrix.allocate(blockRows, dimension(), arithmetic);
                NativeMatrix product = NativeMatrix.allocate(blockRows, rank(), arithmetic)) {
            for (int from = 0; from < n; from += blockRows) {
                int count = Math.min(blockRows, n - from);
                for (int i = 0; i < count; i++) {
                    centre(x, from + i, centred);
                    block.writeRow(i, 0, centred, centred.length);
                }
                Blas.multiplyTransposed(block, count, matrix(), product);
                for (int i = 0; i < count; i++) {
                    product.readRow(i, 0, z, z.length);
                    rows.accept(from + i, z);
                }
            }
        }
    }

    /** x - mu of row i, [d]. */
    void centre(Matrix x, int i, double[] centred) {
        x.readRow(i, centred);
        for (int j = 0; j < centred.length; j++) {
            centred[j] -= mean[j];
        }
    }

    static double squaredNorm(double[] z) {
        double sum = 0;
        for (double component : z) {
            sum += component * component;
        }
        return sum;
    }

    private NativeMatrix matrix() {
        NativeMatrix ready = matrix;
        if (ready == null) {
            synchronized (this) {
                ready = matrix;
                if (ready == null) {
                    ready = makeMatrix();
                    matrix = ready;
                }
            }
        }
        return ready;
    }

    private NativeMatrix makeMatrix() {
        NativeMatrix made = NativeMatrix.allocate(rank(), dimension(), arithmetic);
        double[] row = new double[dimension()];
        for (int i = 0; i < scales.length; i++) {
            directions.readRow(i, row);
            for (int j = 0; j < row.length; j++) {
                row[j] = scales[i] * (row[j] - origin[j]);
            }
            made.writeRow(i, 0, row, row.length);
        }
        return made;
    }
}
