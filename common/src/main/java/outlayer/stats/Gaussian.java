package outlayer.stats;

import java.io.Serializable;
import outlayer.linalg.Matrix;

/**
 * A normal distribution fitted to n vectors: their mean [d], the variance of each feature [d] (the exact diagonal of the covariance),
 * and the usable spectrum of the covariance. One vector alone has no variance. Immutable.
 */
public final class Gaussian implements Serializable {

    private final long n;
    private final double[] mean;
    private final double[] variances;
    private final Spectrum spectrum;

    /** Mean and variances are not copied. */
    public Gaussian(long n, double[] mean, double[] variances, Spectrum spectrum) {
        if (mean.length != spectrum.dimension() || variances.length != mean.length) {
            throw new IllegalArgumentException("Mean has %d components, variances %d, spectrum is of dimension %d"
                    .formatted(mean.length, variances.length, spectrum.dimension()));
        }
        this.n = n;
        this.mean = mean;
        this.variances = variances;
        this.spectrum = spectrum;
    }

    /** Of one row alone, which has no variance. */
    static Gaussian ofOne(double[] row, double cutoff) {
        return new Gaussian(1, row, new double[row.length], Spectrum.empty(row.length, cutoff));
    }

    public static Gaussian of(Moments moments, double cutoff) {
        if (moments.n() == 1) {
            return ofOne(moments.mean(), cutoff);
        }
        return new Gaussian(moments.n(), moments.mean(), moments.variances(), Spectrum.of(moments, cutoff));
    }

    /** Fitted to the rows of {@code x} [n, d], by the cheaper of the two routes. */
    public static Gaussian of(Matrix x, double cutoff) {
        try (MomentsAccumulator accumulator = MomentsAccumulator.of(x)) {
            return accumulator.gaussian(cutoff);
        }
    }

    static void checkRows(long n) {
        if (n < 2) {
            throw new IllegalArgumentException("A covariance needs 2 rows, has " + n);
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

    /** The covariance's diagonal, [d]. */
    public double[] variances() {
        return variances;
    }

    public Spectrum spectrum() {
        return spectrum;
    }
}
