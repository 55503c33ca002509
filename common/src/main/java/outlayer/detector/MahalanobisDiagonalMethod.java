package outlayer.detector;

import java.util.Arrays;
import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/**
 * Mahalanobis distance with the diagonal of the covariance alone, over the features whose variance exceeds a share of the
 * largest, divided by d.
 *
 * @param rcond that share, in (0, 1)
 */
public record MahalanobisDiagonalMethod(double rcond) implements GaussianMethod {

    public MahalanobisDiagonalMethod {
        MahalanobisMethod.checkRcond(rcond);
    }

    @Override
    public String name() {
        return "mahalanobis-diagonal";
    }

    @Override
    public String params() {
        return "rcond=" + Scientific.of(rcond);
    }

    /** It needs no eigenpair; this asks for none that others would not. */
    @Override
    public double cutoff() {
        return rcond;
    }

    @Override
    public Detector detector(Gaussian trusted, Arithmetic arithmetic) {
        double largest = Arrays.stream(trusted.variances()).max().orElseThrow();
        return new DiagonalMahalanobis(trusted, rcond * largest);
    }
}
