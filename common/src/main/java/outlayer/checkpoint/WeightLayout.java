package outlayer.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Names and shapes of a decoder's weights, in the order in which the decoder takes them. */
public final class WeightLayout {

    /** Place of the embedding. */
    public static final int EMBEDDING = 0;

    private static final List<Projection> ATTENTION =
            List.of(Projection.QUERY, Projection.KEY, Projection.VALUE, Projection.OUTPUT);
    private static final List<Projection> MLP = List.of(Projection.GATE, Projection.UP, Projection.DOWN);

    /** A weight as the checkpoint stores it. */
    public record Weight(String name, List<Long> shape) {}

    private WeightLayout() {}

    /** The weights of a checkpoint; the head is left out where it is the embedding, and biases that the model has not. */
    public static List<Weight> of(ModelConfig config) {
        long d = config.width();
        var weights = new ArrayList<Weight>();
        weights.add(weight("model.embed_tokens.weight", config.vocabulary(), d));
        weights.add(weight("model.norm.weight", d));
        if (!config.tiedEmbeddings()) {
            weights.add(weight("lm_head.weight", config.vocabulary(), d));
        }
        for (int block = 0; block < config.blocks(); block++) {
            weights.add(weight("model.layers." + block + ".input_layernorm.weight", d));
            add(weights, config, block, ATTENTION);
            weights.add(weight("model.layers." + block + ".post_attention_layernorm.weight", d));
            add(weights, config, block, MLP);
        }
        return List.copyOf(weights);
    }

    private static void add(List<Weight> weights, ModelConfig config, int block, List<Projection> projections) {
        for (Projection projection : projections) {
            int outputs = projection.outputs(config);
            weights.add(weight(projection.module(block) + ".weight", outputs, projection.inputs(config)));
            if (projection.biased(config)) {
                weights.add(weight(projection.module(block) + ".bias", outputs));
            }
        }
    }

    private static Weight weight(String name, long... shape) {
        return new Weight(name, LongStream.of(shape).boxed().toList());
    }
}
