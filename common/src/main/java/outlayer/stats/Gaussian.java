package outlayer.stats;

import java.io.Serializable;
import outlayer.linalg.Matrix;

/** A normal distribution fitted to n vectors: their mean [d] and the usable spectrum of their covariance. Immutable. */
public final class Gaussian implements Serializable {

    private final long n;
    private final double[] mean;
    private final Spectrum spectrum;

    /** The mean is not copied. */
    public Gaussian(long n, double[] mean, Spectrum spectrum) {
        if (mean.length != spectrum.dimension()) {
            throw new IllegalArgumentException(
                    "Mean has %d components, spectrum is of dimension %d".formatted(mean.length, spectrum.dimension()));
        }
        this.n = n;
        this.mean = mean;
        this.spectrum = spectrum;
    }

    public static Gaussian of(Moments moments, double cutoff) {
        return new Gaussian(moments.n(), moments.mean(), Spectrum.of(moments, cutoff));
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

    public Spectrum spectrum() {
        return spectrum;
    }
}
