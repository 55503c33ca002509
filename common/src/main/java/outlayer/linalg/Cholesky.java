package outlayer.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/** The factor L of a symmetric positive definite matrix, A = L L^T, [d, d]: solves, and gives the log-determinant. */
public final class Cholesky implements AutoCloseable {

    private static final byte LOWER = 'L';

    private final NativeMatrix factor;

    private Cholesky(NativeMatrix factor) {
        this.factor = factor;
    }

    /** Factors {@code a}, of which the upper triangle is read. */
    public static Cholesky of(Matrix a) {
        NativeMatrix copy = NativeMatrix.copyOf(a);
        try {
            int d = Symmetric.checkedOrder(copy);
            int info = openblas.LAPACKE_dpotrf(LAPACK_COL_MAJOR, LOWER, d, copy.pointer(), d);
            if (info != 0) {
                throw new IllegalArgumentException(
                        "Matrix [%d, %d] is not positive definite: its leading block of order %d is not; add shrinkage"
                                .formatted(d, d, info));
            }
            return new Cholesky(copy);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** x with A x = b for each row b of {@code rows} [n, d]. */
    public Matrix solve(Matrix rows) {
        int d = factor.rows();
        if (rows.cols() != d) {
            throw new IllegalArgumentException(
                    "Right-hand sides have %d components, expected %d".formatted(rows.cols(), d));
        }
        if (rows.rows() == 0) {
            return rows;
        }
        try (NativeMatrix x = NativeMatrix.copyOf(rows)) {
            DoublePointer right = x.pointer();
            int info = openblas.LAPACKE_dpotrs(LAPACK_COL_MAJOR, LOWER, d, rows.rows(), factor.pointer(), d, right, d);
            if (info != 0) {
                throw new IllegalStateException("LAPACK's dpotrs gave up with info " + info);
            }
            return x.toMatrix(0, rows.rows());
        }
    }

    /** ln det A = 2 sum_i ln L_ii. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < factor.rows(); i++) {
            sum += Math.log(factor.at(i, i));
        }
        return 2 * sum;
    }

    @Override
    public void close() {
        factor.close();
    }
}
