package outlayer.feature;

import java.io.Serializable;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Gradients;
import outlayer.lm.LinearProbe;
import outlayer.lm.Positions;
import outlayer.lm.Taps;

/** A feature made of values at the last token and of derivatives with respect to them. Safe to share between threads. */
public sealed interface Effect extends VectorKind, Serializable permits Attribution, ProbeShift {

    /** What the model must give values and derivatives of. */
    Taps taps();

    /** What is differentiated beside the log-odds of the answers. */
    List<LinearProbe> probes();

    /** Stops where it was made for another model. */
    void requireFits(ModelConfig config);

    /** The vectors of one of its layers, [prompts, width] row-major. */
    float[] vectors(int layer, Gradients gradients);

    @Override
    default Positions positions() {
        return Positions.LAST;
    }
}
