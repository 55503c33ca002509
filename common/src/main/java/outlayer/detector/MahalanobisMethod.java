package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/**
 * {@link Mahalanobis} with the eigenvalues above a share of the largest.
 *
 * @param rcond that share, in (0, 1)
 */
public record MahalanobisMethod(double rcond) implements GaussianMethod {

    public MahalanobisMethod {
        checkRcond(rcond);
    }

    @Override
    public String name() {
        return "mahalanobis";
    }

    @Override
    public String params() {
        return "rcond=" + Scientific.of(rcond);
    }

    @Override
    public double cutoff() {
        return rcond;
    }

    @Override
    public Detector detector(Gaussian trusted, Arithmetic arithmetic) {
        return Mahalanobis.of(trusted, rcond, arithmetic);
    }

    static void checkRcond(double rcond) {
        if (!(rcond > 0 && rcond < 1)) {
            throw new IllegalArgumentException("rcond is a share of the largest eigenvalue in (0, 1), found " + rcond);
        }
    }
}
