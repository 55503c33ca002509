package outlayer.checkpoint;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Shape of a Llama-family decoder, as a Hugging Face {@code config.json} states it.
 *
 * @param width d, size of the residual stream ({@code hidden_size})
 * @param innerWidth F, size inside the feed-forward part ({@code intermediate_size})
 * @param blocks L ({@code num_hidden_layers})
 * @param heads H, query heads ({@code num_attention_heads})
 * @param keyValueHeads K, of which each serves H / K query heads ({@code num_key_value_heads})
 * @param headSize D ({@code head_dim})
 * @param slidingWindow tokens that a query sees, itself included; null: all before it
 * @param tiedEmbeddings whether the head is the embedding
 * @param maxTokens longest prompt ({@code max_position_embeddings})
 * @param attentionBias whether the projections of attention add a vector ({@code attention_bias}; Llama only)
 * @param mlpBias the same of the feed-forward part ({@code mlp_bias})
 */
public record ModelConfig(
        Architecture architecture,
        int vocabulary,
        int width,
        int innerWidth,
        int blocks,
        int heads,
        int keyValueHeads,
        int headSize,
        double normEpsilon,
        double ropeTheta,
        @Nullable RopeScaling ropeScaling,
        @Nullable Integer slidingWindow,
        boolean tiedEmbeddings,
        int maxTokens,
        @Nullable Integer bosToken,
        boolean attentionBias,
        boolean mlpBias)
        implements Serializable {

    public ModelConfig {
        requirePositive("vocab_size", vocabulary);
        requirePositive("hidden_size", width);
        requirePositive("intermediate_size", innerWidth);
        requirePositive("num_hidden_layers", blocks);
        requirePositive("num_attention_heads", heads);
        requirePositive("num_key_value_heads", keyValueHeads);
        requirePositive("head_dim", headSize);
        requirePositive("rms_norm_eps", normEpsilon);
        requirePositive("rope_theta", ropeTheta);
        requirePositive("max_position_embeddings", maxTokens);
        if (slidingWindow != null) {
            requirePositive("sliding_window", slidingWindow);
        }
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException("num_attention_heads is " + heads
                    + ", expected a multiple of num_key_value_heads, " + keyValueHeads);
        }
        if (headSize % 2 != 0) {
            throw new IllegalArgumentException(
                    "head_dim is " + headSize + ", expected an even number: rotary embedding turns pairs");
        }
        if (architecture == Architecture.MISTRAL && (attentionBias || mlpBias)) {
            throw new IllegalArgumentException("attention_bias is " + attentionBias + " and mlp_bias " + mlpBias
                    + ", expected false: Mistral has no biases");
        }
    }

    /** Layers of the residual stream: the embedding, and one after each block. */
    public int layers() {
        return blocks + 1;
    }

    /** Reads {@code config.json} of a model directory. */
    public static ModelConfig read(Path dir) throws IOException {
        return ConfigJson.parse(JsonFields.read(dir.resolve("config.json")));
    }

    /** As {@link #read}, from the text of the file; {@code where} names it in errors. */
    public static ModelConfig parse(String text, String where) {
        return ConfigJson.parse(JsonFields.parse(text, where));
    }

    /** As {@link #read}, from parsed JSON; {@code where} names its origin in errors. */
    public static ModelConfig of(JsonObject json, String where) {
        return ConfigJson.parse(new JsonFields(json, where));
    }

    /** A {@code config.json} that transformers loads. */
    public JsonObject toJson() {
        return ConfigJson.write(this);
    }

    private static void requirePositive(String field, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(field + " is " + value + ", expected more than 0");
        }
    }
}
