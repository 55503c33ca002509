package outlayer.lm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Names and shapes of a decoder's weights, in the order in which the script takes them. */
final class WeightLayout {

    /** Place of the embedding in the script's list. */
    static final int EMBEDDING = 0;
    /** Place of the head in the script's list; with tied embeddings the embedding stands here again. */
    static final int HEAD = 2;

    /** A weight as the checkpoint stores it. */
    record Weight(String name, List<Long> shape) {}

    private WeightLayout() {}

    /** The weights of a checkpoint; the head is left out where it is the embedding. */
    static List<Weight> of(ModelConfig config) {
        long d = config.width();
        long inner = config.innerWidth();
        long queries = (long) config.heads() * config.headSize();
        long keys = (long) config.keyValueHeads() * config.headSize();
        var weights = new ArrayList<Weight>();
        weights.add(weight("model.embed_tokens", config.vocabulary(), d));
        weights.add(weight("model.norm", d));
        if (!config.tiedEmbeddings()) {
            weights.add(weight("lm_head", config.vocabulary(), d));
        }
        for (int i = 0; i < config.blocks(); i++) {
            String block = "model.layers." + i;
            weights.add(weight(block + ".input_layernorm", d));
            weights.add(weight(block + ".self_attn.q_proj", queries, d));
            weights.add(weight(block + ".self_attn.k_proj", keys, d));
            weights.add(weight(block + ".self_attn.v_proj", keys, d));
            weights.add(weight(block + ".self_attn.o_proj", d, queries));
            weights.add(weight(block + ".post_attention_layernorm", d));
            weights.add(weight(block + ".mlp.gate_proj", inner, d));
            weights.add(weight(block + ".mlp.up_proj", inner, d));
            weights.add(weight(block + ".mlp.down_proj", d, inner));
        }
        return List.copyOf(weights);
    }

    private static Weight weight(String module, long... shape) {
        return new Weight(module + ".weight", LongStream.of(shape).boxed().toList());
    }
}
