package outlayer.lm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Codec of {@code config.json}: what the decoder cannot honour is refused, never ignored. */
final class ConfigJson {

    private final JsonObject json;
    private final String where;

    private ConfigJson(JsonObject json, String where) {
        this.json = json;
        this.where = where;
    }

    static ModelConfig read(Path file) throws IOException {
        try {
            return parse(JsonParser.parseString(Files.readString(file)).getAsJsonObject(), file.toString());
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(file + ": not a JSON object: " + e.getMessage(), e);
        }
    }

    static ModelConfig parse(JsonObject json, String where) {
        var fields = new ConfigJson(json, where);
        try {
            return fields.config();
        } catch (NumberFormatException | UnsupportedOperationException | IllegalStateException e) {
            throw new IllegalArgumentException(where + ": a field has the wrong type: " + e.getMessage(), e);
        }
    }

    private ModelConfig config() {
        Architecture architecture = architecture();
        require("hidden_act", "silu");
        require("attention_bias", "false");
        require("mlp_bias", "false");
        require("quantization_config", "null");
        int width = integer("hidden_size");
        int heads = integer("num_attention_heads");
        // The newer spelling gathers theta and scaling in one object.
        JsonObject newer = object("rope_parameters");
        JsonObject scaling = newer == null ? object("rope_scaling") : newer;
        JsonElement theta = newer == null ? value("rope_theta") : newer.get("rope_theta");
        try {
            return new ModelConfig(
                    architecture,
                    integer("vocab_size"),
                    width,
                    integer("intermediate_size"),
                    integer("num_hidden_layers"),
                    heads,
                    value("num_key_value_heads") == null ? heads : integer("num_key_value_heads"),
                    value("head_dim") == null ? width / heads : integer("head_dim"),
                    number(json, "rms_norm_eps"),
                    theta == null ? 10_000 : theta.getAsDouble(),
                    scaling == null ? null : scaling(scaling),
                    slidingWindow(architecture),
                    flag("tie_word_embeddings"),
                    integer("max_position_embeddings"),
                    value("bos_token_id") == null ? null : integer("bos_token_id"));
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(where)
                    ? e
                    : new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private Architecture architecture() {
        JsonElement names = json.get("architectures");
        String name =
                names == null || !names.isJsonArray() || names.getAsJsonArray().size() != 1
                        ? String.valueOf(names)
                        : names.getAsJsonArray().get(0).getAsString();
        return Architecture.ofClassName(name)
                .orElseThrow(() -> refused("architectures", name, "LlamaForCausalLM or MistralForCausalLM"));
    }

    private @Nullable RopeScaling scaling(JsonObject object) {
        JsonElement type = object.has("rope_type") ? object.get("rope_type") : object.get("type");
        String name = type == null || type.isJsonNull() ? "default" : type.getAsString();
        return switch (name) {
            case "default" -> null;
            case "llama3" ->
                new RopeScaling(
                        number(object, "factor"),
                        number(object, "low_freq_factor"),
                        number(object, "high_freq_factor"),
                        (int) number(object, "original_max_position_embeddings"));
            default -> throw refused("rope type", name, "llama3 or default");
        };
    }

    /** Llama has no window; Mistral's is 4096 where nothing is written, and none where null is. */
    private @Nullable Integer slidingWindow(Architecture architecture) {
        if (architecture == Architecture.LLAMA) {
            require("sliding_window", "null");
            return null;
        }
        if (!json.has("sliding_window")) {
            return 4096;
        }
        return value("sliding_window") == null ? null : integer("sliding_window");
    }

    /** A field that may be absent or null, and if it is there must have the one value that the decoder implements. */
    private void require(String field, String only) {
        JsonElement value = value(field);
        if (value != null && !(value.isJsonPrimitive() && value.getAsString().equals(only))) {
            throw refused(field, value.toString(), only);
        }
    }

    private int integer(String field) {
        double value = number(json, field);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw refused(field, String.valueOf(value), "a whole number");
        }
        return (int) value;
    }

    private double number(JsonObject object, String field) {
        JsonElement value = object.get(field);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isNumber()) {
            throw refused(field, String.valueOf(value), "a number");
        }
        return value.getAsDouble();
    }

    private boolean flag(String field) {
        JsonElement value = value(field);
        if (value != null
                && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean())) {
            throw refused(field, value.toString(), "true or false");
        }
        return value != null && value.getAsBoolean();
    }

    private @Nullable JsonObject object(String field) {
        JsonElement value = value(field);
        if (value != null && !value.isJsonObject()) {
            throw refused(field, value.toString(), "an object");
        }
        return value == null ? null : value.getAsJsonObject();
    }

    private @Nullable JsonElement value(String field) {
        JsonElement value = json.get(field);
        return value == null || value.isJsonNull() ? null : value;
    }

    private IllegalArgumentException refused(String field, String found, String expected) {
        return new IllegalArgumentException(where + ": " + field + " is " + found + ", expected " + expected);
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
        }
        json.addProperty("attention_bias", false);
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
