package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/**
 * Squared Mahalanobis distance to the trusted mean, per dimension: (x - mu)^T C^+ (x - mu) / d, where the pseudo-inverse
 * C^+ keeps the eigenvalues of the trusted covariance above {@code rcond} times the largest (METHODS.md section 4), or the
 * largest ones only.
 *
 * <p>Computed as |diag(lambda^-1/2) V^T (x - mu)|^2 / d. Safe to share between threads.
 */
public final class Mahalanobis implements Detector {

    private final Projection whitening;

    private Mahalanobis(Gaussian gaussian, int rank, Arithmetic arithmetic) {
        this.whitening = whitening(gaussian, rank, arithmetic);
    }

    /**
     * With the eigenvalues above {@code rcond} times the largest.
     *
     * @throws NotApplicableException where the trusted vectors have no variance
     */
    public static Mahalanobis of(Gaussian gaussian, double rcond, Arithmetic arithmetic) {
        Variance.check(gaussian);
        return new Mahalanobis(gaussian, gaussian.spectrum().rank(rcond), arithmetic);
    }

    /**
     * Along the first {@code components} eigenvectors, or fewer where fewer have eigenvalues above {@code rcond} times the largest.
     *
     * @throws NotApplicableException where the trusted vectors have no variance
     */
    static Mahalanobis along(Gaussian gaussian, int components, double rcond, Arithmetic arithmetic) {
        Variance.check(gaussian);
        return new Mahalanobis(
                gaussian, Math.min(components, gaussian.spectrum().rank(rcond)), arithmetic);
    }

    /** The number of eigenvalues kept. */
    public int rank() {
        return whitening.rank();
    }

    @Override
    public double[] score(Matrix x) {
        double[] scores = whitening.squaredNorms(x);
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= whitening.dimension();
        }
        return scores;
    }

    /** Onto the first {@code rank} eigenvectors, each in units of its standard deviation. */
    static Projection whitening(Gaussian gaussian, int rank, Arithmetic arithmetic) {
        Spectrum spectrum = gaussian.spectrum();
        double[] scales = new double[rank];
        for (int i = 0; i < rank; i++) {
            scales[i] = 1 / Math.sqrt(spectrum.values()[i]);
        }
        return new Projection(gaussian.mean(), spectrum.vectors(), scales, arithmetic);
    }
}
