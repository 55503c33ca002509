package outlayer.feature;

import java.io.Serializable;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.Point;
import outlayer.lm.Positions;

/**
 * A kind of vector that is read off a model: at which point, layers and tokens.
 *
 * @param name in tables and results
 * @param layers ascending; see {@link Point} for their numbering
 * @param positions the last token: one vector per prompt and layer; all tokens: one per token and layer
 */
public record Feature(String name, Point point, List<Integer> layers, Positions positions)
        implements VectorKind, Serializable {

    public Feature {
        layers = List.copyOf(layers);
    }

    /** Numbers in one of its vectors, the same at every layer. */
    public int width(ModelConfig config) {
        return point.width(config);
    }

    @Override
    public int width(int layer, ModelConfig config) {
        return width(config);
    }
}
