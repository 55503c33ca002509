package outlayer.linalg;

import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Eigenpairs of a symmetric matrix [d, d], largest eigenvalue first: all of them, or those above a share of the largest.
 *
 * <p>The matrix is made tridiagonal once, its eigenvalues alone are found (cheap), and the vectors of the wanted ones
 * follow by relatively robust representations (Dhillon, Parlett and Voemel 2006; LAPACK's dstemr). LAPACK's own interval
 * driver would fall back to inverse iteration, which reorthogonalises the crowded small eigenvalues of a covariance one
 * by one. Each vector's largest component in magnitude is positive, so equal input gives equal signs.
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
        // Upper triangle by rows is the lower one by columns, which is how LAPACK reads it.
        try (DoublePointer diagonal = new DoublePointer(d);
                DoublePointer offDiagonal = new DoublePointer(d);
                DoublePointer reflectors = new DoublePointer(d)) {
            check(
                    "dsytrd",
                    openblas.LAPACKE_dsytrd(
                            LAPACK_COL_MAJOR, LOWER, d, a.pointer(), d, diagonal, offDiagonal, reflectors));
            double[] ascending = eigenvalues(diagonal, offDiagonal, d);
            int kept = countAbove(ascending, cutoff);
            if (kept == 0) {
                return new SymmetricEigen(new double[0], Matrix.zeros(0, d));
            }
            double[] values = new double[kept];
            Matrix vectors = vectors(a, diagonal, offDiagonal, reflectors, values);
            return new SymmetricEigen(values, vectors);
        }
    }

    private static double[] eigenvalues(DoublePointer diagonal, DoublePointer offDiagonal, int d) {
        double[] values = new double[d];
        double[] besides = new double[d];
        diagonal.get(values);
        offDiagonal.get(besides);
        try (DoublePointer work = new DoublePointer(values);
                DoublePointer workBesides = new DoublePointer(besides)) {
            check("dsterf", openblas.LAPACKE_dsterf(d, work, workBesides));
            work.get(values);
        }
        return values;
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

    /** Fills {@code values} with the largest eigenvalues, descending, and returns their vectors as rows. */
    private static Matrix vectors(
            NativeMatrix a,
            DoublePointer diagonal,
            DoublePointer offDiagonal,
            DoublePointer reflectors,
            double[] values) {
        int d = a.rows();
        int kept = values.length;
        double[] ascending = new double[d];
        try (NativeMatrix z = NativeMatrix.allocate(kept, d);
                DoublePointer found = new DoublePointer(d);
                IntPointer count = new IntPointer(1);
                IntPointer support = new IntPointer(2L * kept);
                IntPointer relativeAccuracy = new IntPointer(1)) {
            relativeAccuracy.put(1);
            check(
                    "dstemr",
                    openblas.LAPACKE_dstemr(
                            LAPACK_COL_MAJOR,
                            (byte) 'V',
                            (byte) 'I',
                            d,
                            diagonal,
                            offDiagonal,
                            0,
                            0,
                            d - kept + 1,
                            d,
                            count,
                            found,
                            z.pointer(),
                            d,
                            kept,
                            support,
                            relativeAccuracy));
            check(
                    "dormtr",
                    openblas.LAPACKE_dormtr(
                            LAPACK_COL_MAJOR,
                            LOWER,
                            LOWER,
                            (byte) 'N',
                            d,
                            kept,
                            a.pointer(),
                            d,
                            reflectors,
                            z.pointer(),
                            d));
            found.get(ascending);
            Matrix vectors = Matrix.zeros(kept, d);
            double[] vector = new double[d];
            for (int i = 0; i < kept; i++) {
                values[i] = ascending[kept - 1 - i];
                z.readRow(kept - 1 - i, 0, vector, d);
                Symmetric.orient(vector);
                System.arraycopy(vector, 0, vectors.values(), i * d, d);
            }
            return vectors;
        }
    }

    private static void check(String routine, int info) {
        if (info != 0) {
            throw new IllegalStateException("LAPACK's %s gave up with info %d".formatted(routine, info));
        }
    }
}
