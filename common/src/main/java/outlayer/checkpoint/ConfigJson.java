package outlayer.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Codec of {@code config.json}: what the decoder cannot honour is refused, never ignored. What is absent is what transformers takes. */
final class ConfigJson {

    private static final int MISTRAL_KEY_VALUE_HEADS = 8;
    private static final int MISTRAL_WINDOW = 4096;
    private static final double ROPE_THETA = 10_000;

    private static final String ROTATED = "partial_rotary_factor";

    private static final Set<String> ROPE_FIELDS = Set.of(
            "rope_type",
            "type",
            "rope_theta",
            "factor",
            "low_freq_factor",
            "high_freq_factor",
            "original_max_position_embeddings",
            ROTATED);

    private final JsonFields fields;

    private ConfigJson(JsonFields fields) {
        this.fields = fields;
    }

    static ModelConfig parse(JsonFields fields) {
        try {
            return new ConfigJson(fields).config();
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(fields.where())
                    ? e
                    : new IllegalArgumentException(fields.where() + ": " + e.getMessage(), e);
        }
    }

    private ModelConfig config() {
        Architecture architecture = architecture();
        boolean llama = architecture == Architecture.LLAMA;
        fields.require("model_type", architecture.modelType());
        fields.require("hidden_act", "silu");
        fields.require("quantization_config", "null");
        fields.require("compression_config", "null");
        if (!llama) {
            fields.require("attention_bias", "false");
            fields.require("mlp_bias", "false");
        }
        requireWholeRotation(fields);
        int width = fields.integer("hidden_size");
        int heads = fields.integer("num_attention_heads");
        return new ModelConfig(
                architecture,
                fields.integer("vocab_size"),
                width,
                fields.integer("intermediate_size"),
                fields.integer("num_hidden_layers"),
                heads,
                fields.integer("num_key_value_heads", keyValueHeads(architecture, heads)),
                fields.integer("head_dim", width / Math.max(1, heads)),
                fields.number("rms_norm_eps"),
                ropeTheta(),
                ropeScaling(),
                slidingWindow(architecture),
                fields.flag("tie_word_embeddings"),
                fields.integer("max_position_embeddings"),
                fields.has("bos_token_id") ? fields.integer("bos_token_id") : null,
                llama && fields.flag("attention_bias"),
                llama && fields.flag("mlp_bias"));
    }

    private Architecture architecture() {
        List<String> names = fields.texts("architectures");
        String name = names.size() == 1 ? names.get(0) : names.toString();
        return Architecture.ofClassName(name)
                .orElseThrow(() -> fields.refused("architectures", name, "LlamaForCausalLM or MistralForCausalLM"));
    }

    /** Where nothing is written, Mistral has 8 and Llama one per query head; null is one per query head in both. */
    private int keyValueHeads(Architecture architecture, int heads) {
        boolean written = fields.json().has("num_key_value_heads");
        return architecture == Architecture.MISTRAL && !written ? MISTRAL_KEY_VALUE_HEADS : heads;
    }

    /** Transformers 5 gathers theta and scaling in {@code rope_parameters}; before, theta stood beside {@code rope_scaling}. */
    private double ropeTheta() {
        JsonFields newer = fields.object("rope_parameters");
        if (newer == null || !newer.has("rope_theta")) {
            return fields.has("rope_theta") ? fields.number("rope_theta") : ROPE_THETA;
        }
        double theta = newer.number("rope_theta");
        if (fields.has("rope_theta") && fields.number("rope_theta") != theta) {
            throw contradiction("rope_theta", fields.number("rope_theta"), theta);
        }
        return theta;
    }

    private @Nullable RopeScaling ropeScaling() {
        JsonFields older = fields.object("rope_scaling");
        JsonFields newer = fields.object("rope_parameters");
        RopeScaling scaling = newer == null ? null : scaling(newer);
        if (older == null) {
            return scaling;
        }
        RopeScaling olderScaling = scaling(older);
        if (newer != null && (scaling == null ? olderScaling != null : !scaling.equals(olderScaling))) {
            throw contradiction("rope_scaling", olderScaling, scaling);
        }
        return olderScaling;
    }

    private IllegalArgumentException contradiction(String field, @Nullable Object older, @Nullable Object newer) {
        return fields.refused(field, String.valueOf(older), "what rope_parameters says, " + newer);
    }

    private @Nullable RopeScaling scaling(JsonFields rope) {
        rope.requireOnly(ROPE_FIELDS);
        requireWholeRotation(rope);
        String newer = rope.text("rope_type");
        String type = newer == null ? rope.text("type") : newer;
        return switch (type == null ? "default" : type) {
            case "default" -> null;
            case "llama3" ->
                new RopeScaling(
                        rope.number("factor"),
                        rope.number("low_freq_factor"),
                        rope.number("high_freq_factor"),
                        rope.integer("original_max_position_embeddings"));
            default -> throw fields.refused("rope type", String.valueOf(type), "llama3 or default");
        };
    }

    private static void requireWholeRotation(JsonFields fields) {
        if (fields.has(ROTATED) && fields.number(ROTATED) != 1) {
            throw fields.refused(ROTATED, String.valueOf(fields.number(ROTATED)), "1");
        }
    }

    /** Llama has no window; Mistral's is 4096 where nothing is written, and none where null is. */
    private @Nullable Integer slidingWindow(Architecture architecture) {
        if (architecture == Architecture.LLAMA) {
            fields.require("sliding_window", "null");
            return null;
        }
        if (!fields.json().has("sliding_window")) {
            return MISTRAL_WINDOW;
        }
        return fields.has("sliding_window") ? fields.integer("sliding_window") : null;
    }

    static JsonObject write(ModelConfig config) {
        var json = new JsonObject();
        var architectures = new JsonArray();
        architectures.add(config.architecture().className());
        json.add("architectures", architectures);
        json.addProperty("model_type", config.architecture().modelType());
        json.addProperty("vocab_size", config.vocabulary());
        json.addProperty("hidden_size", config.width());
        json.addProperty("intermediate_size", config.innerWidth());
        json.addProperty("num_hidden_layers", config.blocks());
        json.addProperty("num_attention_heads", config.heads());
        json.addProperty("num_key_value_heads", config.keyValueHeads());
        json.addProperty("head_dim", config.headSize());
        json.addProperty("hidden_act", "silu");
        json.addProperty("rms_norm_eps", config.normEpsilon());
        json.addProperty("rope_theta", config.ropeTheta());
        RopeScaling scaling = config.ropeScaling();
        json.add("rope_scaling", scaling == null ? JsonNull.INSTANCE : write(scaling));
        if (config.architecture() == Architecture.MISTRAL) {
            json.addProperty("sliding_window", config.slidingWindow());
        } else {
            json.addProperty("attention_bias", config.attentionBias());
            json.addProperty("mlp_bias", config.mlpBias());
        }
        json.addProperty("tie_word_embeddings", config.tiedEmbeddings());
        json.addProperty("max_position_embeddings", config.maxTokens());
        json.addProperty("bos_token_id", config.bosToken());
        json.addProperty("torch_dtype", "float32");
        return json;
    }

    private static JsonObject write(RopeScaling scaling) {
        var json = new JsonObject();
        json.addProperty("rope_type", "llama3");
        json.addProperty("factor", scaling.factor());
        json.addProperty("low_freq_factor", scaling.lowFactor());
        json.addProperty("high_freq_factor", scaling.highFactor());
        json.addProperty("original_max_position_embeddings", scaling.originalTokens());
        return json;
    }
}
