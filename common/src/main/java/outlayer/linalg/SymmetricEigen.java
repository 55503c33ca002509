package outlayer.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigenpairs of a symmetric matrix [d, d], largest eigenvalue first: all of them, or those above a share of the largest.
 *
 * <p>The matrix is made tridiagonal, that is solved by divide and conquer (LAPACK's dstedc), and only the wanted vectors
 * are turned back. On covariances that beat both ways that compute chosen pairs only: relatively robust representations
 * cost more even for the tridiagonal part, and inverse iteration reorthogonalises the crowded small eigenvalues one by
 * one. Each vector's largest component in magnitude is positive, so equal input gives equal signs.
 */
public final class SymmetricEigen {

    private static final byte LOWER = 'L';

    private final double[] values;
    private final Matrix vectors;

    private SymmetricEigen(double[] values, Matrix vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Every eigenpair of {@code a}, of which the upper triangle is read. */
    public static SymmetricEigen of(Matrix a) {
        try (NativeMatrix copy = NativeMatrix.copyOf(a)) {
            return pairs(copy, Double.NEGATIVE_INFINITY);
        }
    }

    /** The eigenpairs whose value exceeds {@code cutoff} times the largest; none when the largest is not positive. */
    public static SymmetricEigen above(double cutoff, Matrix a) {
        try (NativeMatrix copy = NativeMatrix.copyOf(a)) {
            return above(cutoff, copy);
        }
    }

    /** As {@link #above(double, Matrix)}, destroying the contents of {@code a}; only its upper triangle is read. */
    public static SymmetricEigen above(double cutoff, NativeMatrix a) {
        if (!(cutoff >= 0 && cutoff < 1)) {
            throw new IllegalArgumentException(
                    "Cut-off is a share of the largest eigenvalue in [0, 1), found " + cutoff);
        }
        return pairs(a, cutoff);
    }

    /** Descending. */
    public double[] values() {
        return values;
    }

    /** One unit eigenvector a row, shape [values, d], in the order of {@link #values}. */
    public Matrix vectors() {
        return vectors;
    }

    private static SymmetricEigen pairs(NativeMatrix a, double cutoff) {
        int d = Symmetric.checkedOrder(a);
        // Upper triangle by rows is the lower one by columns, which is how LAPACK reads it; and LAPACK's columns, one
        // eigenvector each, are our rows.
        try (DoublePointer diagonal = new DoublePointer(d);
                DoublePointer offDiagonal = new DoublePointer(d);
                DoublePointer reflectors = new DoublePointer(d);
                NativeMatrix z = NativeMatrix.allocate(d, d)) {
            check(
                    "dsytrd",
                    openblas.LAPACKE_dsytrd(
                            LAPACK_COL_MAJOR, LOWER, d, a.pointer(), d, diagonal, offDiagonal, reflectors));
            check(
                    "dstedc",
                    openblas.LAPACKE_dstedc(LAPACK_COL_MAJOR, (byte) 'I', d, diagonal, offDiagonal, z.pointer(), d));
            double[] ascending = new double[d];
            diagonal.get(ascending);
            int kept = countAbove(ascending, cutoff);
            if (kept > 0) {
                turnBack(a, reflectors, z, kept);
            }
            return largest(ascending, z, kept);
        }
    }

    private static int countAbove(double[] ascending, double cutoff) {
        if (cutoff == Double.NEGATIVE_INFINITY) {
            return ascending.length;
        }
        double largest = ascending[ascending.length - 1];
        if (!(largest > 0)) {
            return 0;
        }
        return (int) Arrays.stream(ascending)
                .filter(value -> value > cutoff * largest)
                .count();
    }

    /** From eigenvectors of the tridiagonal matrix to those of {@code a}, for the last {@code kept} rows of z. */
    private static void turnBack(NativeMatrix a, DoublePointer reflectors, NativeMatrix z, int kept) {
        int d = a.rows();
        DoublePointer wanted = z.pointer().getPointer((long) (d - kept) * d); // a view: closing it would free z
        check(
                "dormtr",
                openblas.LAPACKE_dormtr(
                        LAPACK_COL_MAJOR, LOWER, LOWER, (byte) 'N', d, kept, a.pointer(), d, reflectors, wanted, d));
    }

    /** The last {@code kept} values and rows, last first. */
    private static SymmetricEigen largest(double[] ascending, NativeMatrix z, int kept) {
        int d = ascending.length;
        double[] values = new double[kept];
        Matrix vectors = Matrix.zeros(kept, d);
        double[] vector = new double[d];
        for (int i = 0; i < kept; i++) {
            values[i] = ascending[d - 1 - i];
            z.readRow(d - 1 - i, 0, vector, d);
            Symmetric.orient(vector);
            System.arraycopy(vector, 0, vectors.values(), i * d, d);
        }
        return new SymmetricEigen(values, vectors);
    }

    private static void check(String routine, int info) {
        if (info != 0) {
            throw new IllegalStateException("LAPACK's %s gave up with info %d".formatted(routine, info));
        }
    }
}
