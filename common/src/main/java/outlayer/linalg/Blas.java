package outlayer.linalg;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.CblasUpper;

import org.bytedeco.openblas.global.openblas;

/**
 * Products of native blocks by OpenBLAS. One thread a call, because every caller is one of many tasks on its machine; so
 * a result does not depend on how many cores there are. Calls from several threads do not disturb each other. The three matrices
 * of a product are all float64 or all float32; scatters and Gram matrices are float64.
 */
public final class Blas {

    static {
        openblas.blas_set_num_threads(1);
    }

    private Blas() {}

    /** Loads the natives and sets their one thread; every native matrix passes here first. */
    static void load() {
        // The static initialiser has run by the time this is entered.
    }

    /** The library that answers, as {@code OpenBLAS 0.3.31, 1 thread}; loads it. */
    public static String version() {
        return openblas.OPENBLAS_VERSION.strip() + ", " + openblas.blas_get_num_threads() + " thread";
    }

    /** c := beta c + x^T x over the first {@code rows} rows of x [rows, d]; only c's upper triangle [d, d] is touched. */
    public static void scatter(NativeMatrix x, int rows, double beta, NativeMatrix c) {
        check(rows <= x.rows() && c.rows() == x.cols() && c.cols() == x.cols(), "x^T x", x, x, c, rows);
        int d = x.cols();
        openblas.cblas_dsyrk(CblasRowMajor, CblasUpper, CblasTrans, d, rows, 1, x.pointer(), d, beta, c.pointer(), d);
    }

    /** g := x x^T over the first {@code rows} rows of x [rows, d]; only g's upper triangle [rows, rows] is touched. */
    public static void gram(NativeMatrix x, int rows, NativeMatrix g) {
        check(rows <= x.rows() && g.rows() == rows && g.cols() == rows, "x x^T", x, x, g, rows);
        int d = x.cols();
        openblas.cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, rows, d, 1, x.pointer(), d, 0, g.pointer(), rows);
    }

    /** c := a b with a [rows, k] and the first k rows of b [k, n]; {@code rows} may be fewer than a has. */
    public static void multiply(NativeMatrix a, int rows, NativeMatrix b, NativeMatrix c) {
        check(
                rows <= a.rows() && rows <= c.rows() && a.cols() <= b.rows() && c.cols() == b.cols(),
                "a b",
                a,
                b,
                c,
                rows);
        gemm(CblasNoTrans, a, rows, b, c);
    }

    /** c := a b^T with a [rows, k] and b [n, k]; {@code rows} may be fewer than a has. */
    public static void multiplyTransposed(NativeMatrix a, int rows, NativeMatrix b, NativeMatrix c) {
        check(
                rows <= a.rows() && rows <= c.rows() && a.cols() == b.cols() && c.cols() == b.rows(),
                "a b^T",
                a,
                b,
                c,
                rows);
        gemm(CblasTrans, a, rows, b, c);
    }

    /** a b on the heap, in double, by copies outside it: a [m, k] and the first k rows of b [k, n]. */
    public static Matrix product(Matrix a, Matrix b) {
        try (NativeMatrix x = NativeMatrix.copyOf(a);
                NativeMatrix y = NativeMatrix.copyOf(b);
                NativeMatrix product = NativeMatrix.allocate(a.rows(), b.cols())) {
            multiply(x, a.rows(), y, product);
            return product.toMatrix(0, a.rows());
        }
    }

    /** a b^T on the heap, in double, by copies outside it: a [m, k], b [n, k]. */
    public static Matrix productTransposed(Matrix a, Matrix b) {
        try (NativeMatrix x = NativeMatrix.copyOf(a);
                NativeMatrix y = NativeMatrix.copyOf(b);
                NativeMatrix product = NativeMatrix.allocate(a.rows(), b.rows())) {
            multiplyTransposed(x, a.rows(), y, product);
            return product.toMatrix(0, a.rows());
        }
    }

    /** y := x w, with x [n, d], w [1, d] and y [1, n]. */
    public static void times(NativeMatrix x, NativeMatrix w, NativeMatrix y) {
        check(w.cols() == x.cols() && y.cols() == x.rows(), "x w", x, w, y, 1);
        gemv(CblasNoTrans, x, w, y);
    }

    /** w := x^T y, with x [n, d], y [1, n] and w [1, d]. */
    public static void transposedTimes(NativeMatrix x, NativeMatrix y, NativeMatrix w) {
        check(w.cols() == x.cols() && y.cols() == x.rows(), "x^T y", x, y, w, 1);
        gemv(CblasTrans, x, y, w);
    }

    private static void gemv(int transpose, NativeMatrix x, NativeMatrix vector, NativeMatrix product) {
        openblas.cblas_dgemv(
                CblasRowMajor,
                transpose,
                x.rows(),
                x.cols(),
                1,
                x.pointer(),
                x.cols(),
                vector.pointer(),
                1,
                0,
                product.pointer(),
                1);
    }

    private static void gemm(int transB, NativeMatrix a, int rows, NativeMatrix b, NativeMatrix c) {
        int n = c.cols();
        int k = a.cols();
        int ldb = b.cols();
        switch (c.arithmetic()) {
            case FLOAT32 ->
                openblas.cblas_sgemm(
                        CblasRowMajor,
                        CblasNoTrans,
                        transB,
                        rows,
                        n,
                        k,
                        1,
                        a.floatPointer(),
                        k,
                        b.floatPointer(),
                        ldb,
                        0,
                        c.floatPointer(),
                        n);
            case FLOAT64 ->
                openblas.cblas_dgemm(
                        CblasRowMajor,
                        CblasNoTrans,
                        transB,
                        rows,
                        n,
                        k,
                        1,
                        a.pointer(),
                        k,
                        b.pointer(),
                        ldb,
                        0,
                        c.pointer(),
                        n);
        }
    }

    private static void check(boolean fits, String product, NativeMatrix a, NativeMatrix b, NativeMatrix c, int rows) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "Shapes do not fit %s over %d rows: %s, %s into %s".formatted(product, rows, a, b, c));
        }
    }
}
