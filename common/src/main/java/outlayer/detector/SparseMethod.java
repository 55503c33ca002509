package outlayer.detector;

import outlayer.linalg.SparseRows;

/** Fits to sparse rows, such as latents of a sparse autoencoder, of one layer. */
public non-sealed interface SparseMethod extends Method {

    /** What is kept of the trusted rows. */
    Parameters fit(SparseRows trusted);

    SparseDetector detector(Parameters fitted);
}
