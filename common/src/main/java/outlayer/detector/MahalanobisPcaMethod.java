package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.stats.Gaussian;

/**
 * Mahalanobis distance along the first principal components of the trusted vectors alone, divided by d like the distance along all
 * of them. A layer with fewer components above 1e-5 of the largest eigenvalue uses those.
 *
 * @param components how many
 */
public record MahalanobisPcaMethod(int components) implements GaussianMethod {

    private static final double CUTOFF = 1e-5;

    public MahalanobisPcaMethod {
        if (components < 1) {
            throw new IllegalArgumentException("mahalanobis-pca takes 1 component or more, found " + components);
        }
    }

    @Override
    public String name() {
        return "mahalanobis-pca";
    }

    @Override
    public String params() {
        return "components=" + components;
    }

    @Override
    public double cutoff() {
        return CUTOFF;
    }

    @Override
    public Detector detector(Gaussian trusted, Arithmetic arithmetic) {
        return Mahalanobis.along(trusted, components, CUTOFF, arithmetic);
    }
}
