package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/** Needs nothing but mean and covariance of the trusted vectors, which all such methods share. */
public non-sealed interface GaussianMethod extends Method {

    @Override
    default Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    double cutoff();

    /**
     * The detector over that Gaussian, whose spectrum was cut at {@link #cutoff} or below.
     *
     * @throws NotApplicableException where the trusted vectors give it nothing to work on
     */
    Detector detector(Gaussian trusted, Arithmetic arithmetic);
}
