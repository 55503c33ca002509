package outlayer.detector;

import outlayer.linalg.Arithmetic;

/** Fits to the rows of one layer by itself. A class of a user's own implements this. */
public non-sealed interface RowsMethod extends Method {

    /**
     * What is kept of the vectors of one layer; depends on them and their order only.
     *
     * @throws NotApplicableException where they give it nothing to work on
     */
    Parameters fit(LayerVectors layer);

    /** The detector with what {@link #fit} gave, which may have been stored since. */
    Detector detector(Parameters fitted, Arithmetic arithmetic);
}
