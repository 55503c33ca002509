package outlayer.detector;

import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/** The vectors of one layer that a fit may ask for; each is read when it is asked for, and may be read again. */
public interface LayerVectors {

    int dimension();

    /** Trusted vectors, [n, d]; a bounded sample where there are very many. */
    Matrix trusted();

    /** Mean and covariance of all trusted vectors, for methods whose {@link Method#cutoff} is below 1. */
    Gaussian gaussian();

    /** Vectors without labels, normal and anomalous ones mixed, [n, d]: for {@link Mode#OFFLINE}. */
    Matrix unlabelled();

    /** Vectors whose anomalies are known: for {@link Mode#CEILING}. */
    LabelledRows labelled();
}
