package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/**
 * Mahalanobis distance less the distance as if features were uncorrelated (METHODS.md section 4, after Ren et al. 2021):
 * ((x - mu)^T C^+ (x - mu) - sum (x_j - mu_j)^2 / C_jj) / d, the sum over C_jj above rcond; both parts are divided by d.
 *
 * @param rcond in (0, 1): of the largest eigenvalue for C^+, and, as published, of nothing for the sum: there it is the variance
 *     itself that must exceed it
 */
public record MahalanobisRelativeMethod(double rcond) implements GaussianMethod {

    public MahalanobisRelativeMethod {
        MahalanobisMethod.checkRcond(rcond);
    }

    @Override
    public String name() {
        return "mahalanobis-relative";
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
        return new RelativeMahalanobis(
                Mahalanobis.of(trusted, rcond, arithmetic), new DiagonalMahalanobis(trusted, rcond));
    }
}
