package outlayer.stats;

import java.io.Serializable;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;
import outlayer.linalg.SymmetricEigen;

/**
 * The part of a covariance [d, d] that a detector can use: its eigenpairs above {@code cutoff} times the largest
 * eigenvalue, largest first. Empty where the vectors have no variance. Immutable and safe to share.
 */
public final class Spectrum implements Serializable {

    /** A standard deviation below this share of the mean's length is rounding: 8 units in a double's last place. */
    private static final double ROUNDING = 8 * Math.ulp(1.0);

    private final double cutoff;
    private final double totalVariance;
    private final double[] values;
    private final Matrix vectors;

    private Spectrum(double cutoff, double totalVariance, double[] values, Matrix vectors) {
        this.cutoff = cutoff;
        this.totalVariance = totalVariance;
        this.values = values;
        this.vectors = vectors;
    }

    /** The spectrum with these parts, not copied: {@code vectors} [values, d] has one unit eigenvector a row. */
    public static Spectrum of(double cutoff, double totalVariance, double[] values, Matrix vectors) {
        if (vectors.rows() != values.length) {
            throw new IllegalArgumentException(
                    "Spectrum has %d eigenvalues but %d vectors".formatted(values.length, vectors.rows()));
        }
        return new Spectrum(cutoff, totalVariance, values, vectors);
    }

    /** By the covariance itself, O(d^3). */
    public static Spectrum of(Moments moments, double cutoff) {
        Gaussian.checkRows(moments.n());
        int d = moments.dimension();
        double[] row = new double[d];
        try (NativeMatrix covariance = NativeMatrix.allocate(d, d)) {
            for (int i = 0, at = 0; i < d; i++) {
                for (int j = 0; j < d - i; j++, at++) {
                    row[j] = moments.packedScatter()[at] / (moments.n() - 1);
                }
                covariance.writeRow(i, i, row, d - i);
            }
            return ofCovariance(covariance, moments.mean(), cutoff);
        }
    }

    /** Destroys {@code covariance}, of which the upper triangle is read. */
    static Spectrum ofCovariance(NativeMatrix covariance, double[] mean, double cutoff) {
        int d = covariance.rows();
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += covariance.at(i, i);
        }
        if (isRounding(trace, mean)) {
            return empty(d, cutoff);
        }
        SymmetricEigen eigen = SymmetricEigen.above(cutoff, covariance);
        return new Spectrum(cutoff, trace, eigen.values(), eigen.vectors());
    }

    /**
     * By the Gram matrix of n centred rows X, O(n^2 d), for n below d: X X^T / (n - 1) has the covariance's eigenvalues
     * other than 0, and its eigenvector u gives the covariance's as X^T u / sqrt((n - 1) lambda).
     */
    static Spectrum ofCentredRows(NativeMatrix x, int n, double[] mean, double cutoff) {
        int d = x.cols();
        try (NativeMatrix gram = NativeMatrix.allocate(n, n)) {
            Blas.gram(x, n, gram);
            double trace = 0;
            for (int i = 0; i < n; i++) {
                trace += gram.at(i, i);
            }
            if (isRounding(trace / (n - 1), mean)) {
                return empty(d, cutoff);
            }
            SymmetricEigen eigen = SymmetricEigen.above(cutoff, gram);
            double[] values = eigen.values();
            int kept = values.length;
            try (NativeMatrix u = NativeMatrix.copyOf(eigen.vectors());
                    NativeMatrix v = NativeMatrix.allocate(kept, d)) {
                Blas.multiply(u, kept, x, v);
                Matrix vectors = v.toMatrix(0, kept);
                for (int i = 0; i < kept; i++) {
                    scaleRow(vectors, i, 1 / Math.sqrt(values[i]));
                    values[i] /= n - 1;
                }
                return new Spectrum(cutoff, trace / (n - 1), values, vectors);
            }
        }
    }

    /** The spectrum of vectors that do not vary. */
    static Spectrum empty(int dimension, double cutoff) {
        return new Spectrum(cutoff, 0, new double[0], Matrix.zeros(0, dimension));
    }

    public int dimension() {
        return vectors.cols();
    }

    /** Whether the vectors have no variance at all: no detector is defined then. */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /** The share of the largest eigenvalue at or below which eigenpairs were dropped. */
    public double cutoff() {
        return cutoff;
    }

    /** The trace of the covariance, dropped eigenvalues included. */
    public double totalVariance() {
        return totalVariance;
    }

    /** The number of eigenpairs above {@code rcond} times the largest eigenvalue; rcond is at least the cut-off. */
    public int rank(double rcond) {
        if (rcond < cutoff) {
            throw new IllegalArgumentException(
                    "The spectrum was cut at %s of its largest eigenvalue; rcond %s needs more of it"
                            .formatted(cutoff, rcond));
        }
        int rank = 0;
        while (rank < values.length && values[rank] > rcond * values[0]) {
            rank++;
        }
        return rank;
    }

    /** Descending, all positive. */
    public double[] values() {
        return values;
    }

    /** One unit eigenvector a row, [values, d]. */
    public Matrix vectors() {
        return vectors;
    }

    /** The eigenvectors [from, from + count) as float32, d numbers each: how tables store them, in blocks of rows. */
    public float[] vectorBlock(int from, int count) {
        int d = dimension();
        float[] block = new float[Math.multiplyExact(count, d)];
        for (int i = 0; i < block.length; i++) {
            block[i] = (float) vectors.values()[from * d + i];
        }
        return block;
    }

    /** Whether so little variance, over all features, is only the rounding of vectors with that mean. */
    static boolean isRounding(double totalVariance, double[] mean) {
        double squaredLength = 0;
        for (double m : mean) {
            squaredLength += m * m;
        }
        return totalVariance <= ROUNDING * ROUNDING * squaredLength;
    }

    /** Scales row i, and turns it so that its component of largest magnitude is positive, as the other route does. */
    private static void scaleRow(Matrix vectors, int i, double scale) {
        double[] values = vectors.values();
        int from = i * vectors.cols();
        int to = from + vectors.cols();
        double largest = 0;
        for (int j = from; j < to; j++) {
            largest = Math.abs(values[j]) > Math.abs(largest) ? values[j] : largest;
        }
        double signed = Math.copySign(scale, largest);
        for (int j = from; j < to; j++) {
            values[j] *= signed;
        }
    }
}
