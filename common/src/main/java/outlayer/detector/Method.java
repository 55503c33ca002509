package outlayer.detector;

import java.io.Serializable;

/**
 * One way of making detectors, with its parameters: what is fitted to the vectors of a layer, and what scores others. Its permitted kinds
 * differ in what they fit to.
 */
public sealed interface Method extends Serializable permits GaussianMethod, RowsMethod, JointMethod, SparseMethod {

    /** In results and settings, {@code mahalanobis}. */
    String name();

    /** Its parameters as results name them, {@code rcond=1e-3}; empty where it has none. */
    String params();

    Mode mode();

    /**
     * Eigenpairs of the trusted covariance at or below this share of the largest eigenvalue are of no use to it; 1, as for
     * most, where it asks for no Gaussian at all.
     */
    default double cutoff() {
        return 1;
    }
}
