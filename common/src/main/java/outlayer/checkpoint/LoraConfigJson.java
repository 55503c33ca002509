package outlayer.checkpoint;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Codec of {@code adapter_config.json} (peft 0.21, {@code LoraConfig}): what the forward pass cannot honour is refused, never ignored. */
final class LoraConfigJson {

    private static final Gson GSON = new Gson();

    private static final String ALL_LINEAR = "all-linear";

    /** Fields that are read, or have their one allowed value required. */
    private static final Set<String> READ = Set.of(
            "peft_type",
            "task_type",
            "bias",
            "init_lora_weights",
            "r",
            "lora_alpha",
            "use_rslora",
            "rank_pattern",
            "alpha_pattern",
            "target_modules",
            "exclude_modules",
            "layers_to_transform",
            "layers_pattern",
            "base_model_name_or_path");

    /** Fields that say how it was trained, merged or found, and nothing about the forward pass. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "auto_mapping",
            "peft_version",
            "revision",
            "inference_mode",
            "lora_dropout",
            "fan_in_fan_out",
            "megatron_core",
            "qalora_group_size",
            "runtime_config");

    private static final Set<String> KNOWN =
            Stream.concat(READ.stream(), WITHOUT_EFFECT.stream()).collect(Collectors.toUnmodifiableSet());

    /** Starts of A and B that leave the base as it is; others take B A out of it, or are drawn from data. */
    private static final Set<String> INITS = Set.of("true", "false", "gaussian", "orthogonal");

    private LoraConfigJson() {}

    static LoraConfig parse(JsonFields fields) {
        if (!"LORA".equals(fields.text("peft_type"))) {
            throw fields.refused("peft_type", String.valueOf(fields.value("peft_type")), "LORA");
        }
        fields.require("task_type", "CAUSAL_LM");
        fields.require("bias", "none");
        JsonElement init = fields.value("init_lora_weights");
        if (init != null && !(init.isJsonPrimitive() && INITS.contains(init.getAsString()))) {
            throw fields.refused(
                    "init_lora_weights",
                    init.toString(),
                    "true, false, gaussian or orthogonal: others take from the base's weights");
        }
        fields.requireOnly(KNOWN);
        try {
            return new LoraConfig(
                    fields.integer("r"),
                    fields.number("lora_alpha"),
                    fields.flag("use_rslora"),
                    pattern(fields, "rank_pattern", JsonFields::integer),
                    pattern(fields, "alpha_pattern", JsonFields::number),
                    modules(fields),
                    fields.text("base_model_name_or_path"));
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith(fields.where())
                    ? e
                    : new IllegalArgumentException(fields.where() + ": " + e.getMessage(), e);
        }
    }

    private static <T> Map<String, T> pattern(
            JsonFields fields, String field, BiFunction<JsonFields, String, T> number) {
        JsonFields patterns = fields.object(field);
        var map = new LinkedHashMap<String, T>();
        if (patterns != null) {
            patterns.json().keySet().forEach(key -> map.put(key, number.apply(patterns, key)));
        }
        return map;
    }

    private static TargetModules modules(JsonFields fields) {
        TargetModules.Names targets = names(fields, "target_modules");
        if (targets == null) {
            throw fields.refused("target_modules", "null", "the names of modules");
        }
        return new TargetModules(
                targets,
                names(fields, "exclude_modules"),
                fields.integers("layers_to_transform"),
                fields.texts("layers_pattern"));
    }

    /** A list of names, or a regular expression; {@code all-linear} means the seven projections. */
    private static TargetModules.@Nullable Names names(JsonFields fields, String field) {
        JsonElement value = fields.value(field);
        if (value == null) {
            return null;
        }
        if (value.isJsonArray()) {
            return new TargetModules.Listed(fields.texts(field));
        }
        String regex = String.valueOf(fields.text(field));
        return regex.equalsIgnoreCase(ALL_LINEAR)
                ? new TargetModules.Listed(Arrays.stream(Projection.values())
                        .map(Projection::shortName)
                        .toList())
                : new TargetModules.Matching(regex);
    }

    static JsonObject write(LoraConfig config) {
        TargetModules modules = config.modules();
        TargetModules.Names excluded = modules.excluded();
        var json = new JsonObject();
        json.addProperty("peft_type", "LORA");
        json.addProperty("task_type", "CAUSAL_LM");
        json.addProperty("base_model_name_or_path", config.base());
        json.addProperty("inference_mode", true);
        json.addProperty("r", config.rank());
        json.addProperty("lora_alpha", config.alpha());
        json.addProperty("use_rslora", config.rankStabilised());
        json.add("rank_pattern", GSON.toJsonTree(config.rankPattern()));
        json.add("alpha_pattern", GSON.toJsonTree(config.alphaPattern()));
        json.add("target_modules", names(modules.targets()));
        json.add("exclude_modules", excluded == null ? JsonNull.INSTANCE : names(excluded));
        json.add("layers_to_transform", listOrNull(modules.layers()));
        json.add("layers_pattern", listOrNull(modules.layerPatterns()));
        json.addProperty("lora_dropout", 0.0);
        json.addProperty("fan_in_fan_out", false);
        json.addProperty("bias", "none");
        json.addProperty("init_lora_weights", true);
        return json;
    }

    private static JsonElement names(TargetModules.Names names) {
        return names instanceof TargetModules.Listed listed
                ? GSON.toJsonTree(listed.names())
                : new JsonPrimitive(((TargetModules.Matching) names).regex());
    }

    private static JsonElement listOrNull(List<?> values) {
        return values.isEmpty() ? JsonNull.INSTANCE : GSON.toJsonTree(values);
    }
}
