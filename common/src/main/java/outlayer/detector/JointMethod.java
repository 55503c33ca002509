package outlayer.detector;

import java.util.List;
import outlayer.linalg.Arithmetic;

/** Fits to all layers together, and scores each by itself. */
public non-sealed interface JointMethod extends Method {

    /**
     * What is kept of each layer, in their order.
     *
     * @throws NotApplicableException where the layers give it nothing to work on
     */
    List<Parameters> fit(List<LayerVectors> layers);

    /** The detector of one layer with what {@link #fit} gave for it. */
    Detector detector(Parameters fitted, Arithmetic arithmetic);
}
