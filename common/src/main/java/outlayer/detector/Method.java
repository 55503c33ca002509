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
}
