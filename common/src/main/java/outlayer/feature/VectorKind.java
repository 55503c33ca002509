package outlayer.feature;

import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Positions;

/** Vectors that a visit of the model gives for each prompt at some layers; told apart by their name. */
public interface VectorKind {

    /** In tables and results. */
    String name();

    /** Ascending. */
    List<Integer> layers();

    /** The last token: one vector per prompt and layer; all tokens: one per token and layer. */
    Positions positions();

    /** Numbers in a vector of that layer. */
    int width(int layer, ModelConfig config);
}
