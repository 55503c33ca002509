package outlayer.detector;

import java.util.List;
import outlayer.linalg.Arithmetic;

/** Fits to all layers together, and scores each by itself. */
public non-sealed interface JointMethod extends Method {

    /**
     * What is kept of each layer, in their order: {@link Parameters#none} of a layer that gives it nothing to work on.
     *
     * @throws NotApplicableException where that is so of every layer
     */
    List<Parameters> fit(List<LayerVectors> layers);

    /**
     * The detector of one layer with what {@link #fit} gave for it.
     *
     * @throws NotApplicableException where that is nothing
     */
    Detector detector(Parameters fitted, Arithmetic arithmetic);
}
