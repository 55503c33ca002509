package outlayer.stats;

import java.io.Serializable;
import outlayer.linalg.Matrix;

/**
 * Count, mean [d] and scatter sum (x - mean)(x - mean)^T of vectors of dimension d, in double precision. Values that
 * merge: {@link #merge} is associative up to rounding and {@link #empty} is its identity. The scatter is its upper
 * triangle, row after row: d (d + 1) / 2 numbers. Immutable; nobody writes into the arrays it hands out.
 *
 * <p>Merging: S = S_a + S_b + (n_a n_b / n) (m_b - m_a)(m_b - m_a)^T (Chan, Golub and LeVeque 1983, equation 2.1b in
 * d dimensions). {@link MomentsAccumulator} turns rows into moments.
 */
public final class Moments implements Serializable {

    /** The packed triangle of a larger dimension has no array. */
    static final int LARGEST_DIMENSION = 65_535;

    private final long n;
    private final double[] mean;
    private final double[] scatter;

    private Moments(long n, double[] mean, double[] scatter) {
        this.n = n;
        this.mean = mean;
        this.scatter = scatter;
    }

    public static Moments empty(int dimension) {
        return new Moments(0, new double[dimension], new double[packedLength(dimension)]);
    }

    /** The moments with these parts, which are not copied; {@code scatter} is the packed upper triangle. */
    public static Moments of(long n, double[] mean, double[] scatter) {
        if (n < 0 || scatter.length != packedLength(mean.length)) {
            throw new IllegalArgumentException("Moments of %d rows: mean has %d components, scatter %d, expected %d"
                    .formatted(n, mean.length, scatter.length, packedLength(mean.length)));
        }
        return new Moments(n, mean, scatter);
    }

    /** The moments of the rows of {@code x} [n, d]. */
    public static Moments of(Matrix x) {
        try (MomentsAccumulator accumulator = MomentsAccumulator.of(x)) {
            return accumulator.moments();
        }
    }

    public Moments add(Matrix rows) {
        return merge(of(rows));
    }

    public Moments merge(Moments other) {
        int d = dimension();
        if (other.dimension() != d) {
            throw new IllegalArgumentException(
                    "Cannot merge moments of dimension %d and %d".formatted(d, other.dimension()));
        }
        if (n == 0 || other.n == 0) {
            return n == 0 ? other : this;
        }
        long total = n + other.n;
        double share = (double) other.n / total;
        double[] delta = new double[d];
        double[] merged = new double[d];
        for (int j = 0; j < d; j++) {
            delta[j] = other.mean[j] - mean[j];
            merged[j] = mean[j] + share * delta[j];
        }
        double[] sum = new double[scatter.length];
        for (int i = 0, at = 0; i < d; at += d - i, i++) {
            addRow(at, d - i, i, share * n * delta[i], delta, other.scatter, sum);
        }
        return new Moments(total, merged, sum);
    }

    private void addRow(int at, int count, int i, double weight, double[] delta, double[] other, double[] sum) {
        for (int j = 0; j < count; j++) {
            sum[at + j] = scatter[at + j] + other[at + j] + weight * delta[i + j];
        }
    }

    public long n() {
        return n;
    }

    public int dimension() {
        return mean.length;
    }

    public double[] mean() {
        return mean;
    }

    /** The upper triangle of the scatter, row after row. */
    public double[] packedScatter() {
        return scatter;
    }

    /** The sum of squared distances to the mean. */
    public double scatterTrace() {
        double sum = 0;
        for (int i = 0, at = 0; i < dimension(); at += dimension() - i, i++) {
            sum += scatter[at];
        }
        return sum;
    }

    /** The diagonal of the {@link #covariance}, [d]. */
    public double[] variances() {
        Gaussian.checkRows(n);
        double[] variances = new double[dimension()];
        for (int i = 0, at = 0; i < variances.length; at += variances.length - i, i++) {
            variances[i] = scatter[at] / (n - 1);
        }
        return variances;
    }

    /** Scatter / (n - 1), both triangles, [d, d]. */
    public Matrix covariance() {
        if (n < 2) {
            throw new IllegalStateException("Covariance needs 2 rows, has " + n);
        }
        int d = dimension();
        Matrix covariance = Matrix.zeros(d, d);
        for (int i = 0, at = 0; i < d; i++) {
            for (int j = i; j < d; j++, at++) {
                covariance.values()[i * d + j] = scatter[at] / (n - 1);
                covariance.values()[j * d + i] = scatter[at] / (n - 1);
            }
        }
        return covariance;
    }

    static int packedLength(int dimension) {
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw new IllegalArgumentException(
                    "Moments have dimension 1 to %d, found %d".formatted(LARGEST_DIMENSION, dimension));
        }
        return (int) ((long) dimension * (dimension + 1) / 2);
    }
}
