package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peft makes of configurations is held in LoraAdapterTest; here is what is refused, and what is written. */
final class LoraConfigTest {

    /** As peft 0.21.2 writes it. */
    private static final String SAVED = """
            {"alora_invocation_tokens": null, "alpha_pattern": {}, "arrow_config": null, "auto_mapping": null,
             "base_model_name_or_path": "meta-llama/Llama-3.1-8B", "bias": "none", "corda_config": null,
             "ensure_weight_tying": false, "eva_config": null, "exclude_modules": null, "fan_in_fan_out": false,
             "inference_mode": true, "init_lora_weights": true, "kasa_config": null, "layer_replication": null,
             "layers_pattern": null, "layers_to_transform": null, "loftq_config": {}, "lora_alpha": 16,
             "lora_bias": false, "lora_dropout": 0.0, "lora_ga_config": null, "megatron_config": null,
             "megatron_core": "megatron.core", "modules_to_save": null, "monteclora_config": null, "peft_type": "LORA",
             "peft_version": "0.21.2", "qalora_group_size": 16, "r": 8, "rank_pattern": {}, "revision": null,
             "target_modules": ["q_proj", "v_proj"], "target_parameters": null, "task_type": "CAUSAL_LM",
             "trainable_token_indices": null, "use_bdlora": null, "use_dora": false, "use_qalora": false,
             "use_rslora": false, "velora_config": null}
            """;

    @Test
    void peftsOwnFileIsRead() {
        LoraConfig config = parse(SAVED);
        assertThat(config)
                .isEqualTo(
                        LoraConfig.of(8, 16, List.of(Projection.QUERY, Projection.VALUE), "meta-llama/Llama-3.1-8B"));
        assertThat(config.scale("model.layers.0.self_attn.q_proj")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "fan_in_fan_out": false   | "fan_in_fan_out": true
            "lora_dropout": 0.0       | "lora_dropout": 0.1
            "inference_mode": true    | "inference_mode": false
            "init_lora_weights": true | "init_lora_weights": "gaussian"
            "init_lora_weights": true | "init_lora_weights": "orthogonal"
            "init_lora_weights": true | "init_lora_weights": false
            "task_type": "CAUSAL_LM"  | "task_type": null
            "loftq_config": {}        | "loftq_config": null
            "velora_config": null     | "a_field_of_next_year": null
            "velora_config": null     | "a_field_of_next_year": false
            """)
    void whatLeavesTheForwardPassAloneIsTaken(String saved, String other) {
        assertThat(SAVED).contains(saved);
        assertThat(parse(SAVED.replace(saved, other))).isEqualTo(parse(SAVED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "peft_type": "LORA"       | "peft_type": "IA3"          | peft_type is "IA3", expected LORA
            "peft_type": "LORA"       | "peft_type": null           | peft_type is null, expected LORA
            "task_type": "CAUSAL_LM"  | "task_type": "SEQ_CLS"      | task_type is "SEQ_CLS", expected CAUSAL_LM
            "bias": "none"            | "bias": "lora_only"         | bias is "lora_only", expected none
            "bias": "none"            | "bias": "all"               | bias is "all", expected none
            "use_dora": false         | "use_dora": true            | use_dora is true, expected null: it is not supported
            "lora_bias": false        | "lora_bias": true           | lora_bias is true, expected null: it is not supported
            "use_qalora": false       | "use_qalora": true          | use_qalora is true, expected null: it is not supported
            "modules_to_save": null   | "modules_to_save": ["lm_head"] | modules_to_save is ["lm_head"], expected null: it is not supported
            "trainable_token_indices": null | "trainable_token_indices": [3] | trainable_token_indices is [3], expected null: it is not supported
            "target_parameters": null | "target_parameters": ["a"]  | target_parameters is ["a"], expected null: it is not supported
            "alora_invocation_tokens": null | "alora_invocation_tokens": [1] | alora_invocation_tokens is [1], expected null: it is not supported
            "layer_replication": null | "layer_replication": [[0, 1]] | layer_replication is [[0,1]], expected null: it is not supported
            "megatron_config": null   | "megatron_config": {"a": 1} | megatron_config is {"a":1}, expected null: it is not supported
            "loftq_config": {}        | "loftq_config": {"bits": 4} | loftq_config is {"bits":4}, expected null: it is not supported
            "eva_config": null        | "eva_config": {"rho": 2}    | eva_config is {"rho":2}, expected null: it is not supported
            "corda_config": null      | "corda_config": {"a": 2}    | corda_config is {"a":2}, expected null: it is not supported
            "lora_ga_config": null    | "lora_ga_config": {"a": 2}  | lora_ga_config is {"a":2}, expected null: it is not supported
            "arrow_config": null      | "arrow_config": {"a": 2}    | arrow_config is {"a":2}, expected null: it is not supported
            "kasa_config": null       | "kasa_config": {"a": 2}     | kasa_config is {"a":2}, expected null: it is not supported
            "monteclora_config": null | "monteclora_config": {"a": 2} | monteclora_config is {"a":2}, expected null: it is not supported
            "use_bdlora": null        | "use_bdlora": {"a": 2}      | use_bdlora is {"a":2}, expected null: it is not supported
            "velora_config": null     | "velora_config": {"a": 2}   | velora_config is {"a":2}, expected null: it is not supported
            "ensure_weight_tying": false | "ensure_weight_tying": true | ensure_weight_tying is true, expected null: it is not supported
            "velora_config": null     | "a_field_of_next_year": 0   | a_field_of_next_year is 0, expected null: it is not supported
            "target_modules": ["q_proj", "v_proj"] | "target_modules": null | target_modules is null, expected the names of modules
            "target_modules": ["q_proj", "v_proj"] | "target_modules": [["q"]] | target_modules is [["q"]], expected a string or a list of strings
            "layers_to_transform": null | "layers_to_transform": "0" | layers_to_transform is "0", expected a whole number or a list of them
            "layers_to_transform": null | "layers_to_transform": [0.5] | layers_to_transform is [0.5], expected a whole number or a list of them
            "layers_pattern": null    | "layers_pattern": "layers"  | layers_pattern is [layers], expected null where layers_to_transform is
            "r": 8                    | "r": 0                      | r is 0, expected at least 1
            "rank_pattern": {}        | "rank_pattern": {"q": 0}    | rank_pattern q is 0, expected at least 1
            "r": 8                    | "r": null                   | r is null, expected a number
            "use_rslora": false       | "use_rslora": "yes"         | use_rslora is "yes", expected true or false
            """)
    void whatWouldChangeTheForwardPassIsRefusedByName(String saved, String bad, String finding) {
        assertThat(SAVED).contains(saved);
        assertThatThrownBy(() -> parse(SAVED.replace(saved, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adapter_config.json: " + finding);
    }

    @Test
    void fieldsInsideAPatternAreNamed() {
        assertThatThrownBy(() -> parse(SAVED.replace("\"rank_pattern\": {}", "\"rank_pattern\": {\"q\": 1.5}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adapter_config.json: rank_pattern: q is 1.5, expected a whole number");
    }

    /** These take B A out of the base's weights before training, or draw them from data. */
    @ParameterizedTest
    @ValueSource(strings = {"pissa", "pissa_niter_16", "olora", "corda", "eva", "loftq", "lora_ga", "mica"})
    void startsThatTakeFromTheBaseAreRefused(String init) {
        assertThatThrownBy(() ->
                        parse(SAVED.replace("\"init_lora_weights\": true", "\"init_lora_weights\": \"" + init + "\"")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adapter_config.json: init_lora_weights is \"" + init
                        + "\", expected true, false, gaussian or orthogonal: others take from the base's weights");
    }

    @Test
    void brokenExpressionsAreRefused() {
        for (String field : new String[] {
            "\"target_modules\": \"(\"",
            "\"target_modules\": [], \"exclude_modules\": \"(\"",
            "\"target_modules\": [], \"rank_pattern\": {\"(\": 2}",
            "\"target_modules\": [], \"layers_to_transform\": [0], \"layers_pattern\": [\"(\"]"
        }) {
            assertThatThrownBy(() -> parse("{\"peft_type\": \"LORA\", \"r\": 2, \"lora_alpha\": 2, " + field + "}"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("adapter_config.json: Unclosed group");
        }
    }

    @Test
    void blocksAndAnExpressionContradictEachOther() {
        assertThatThrownBy(() -> parse("{\"peft_type\": \"LORA\", \"r\": 2, \"lora_alpha\": 2,"
                        + " \"target_modules\": \".*q_proj\", \"layers_to_transform\": [0]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("adapter_config.json: layers_to_transform is [0],"
                        + " expected null where target_modules is a regular expression");
    }

    @Test
    void whatIsWrittenIsRead() {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        ranks.put("v_proj", 2);
        ranks.put("k_proj", 3);
        var listed = new TargetModules.Listed(List.of("v_proj", "k_proj"));
        var matching = new TargetModules.Matching(".*\\.0\\..*");
        for (LoraConfig config : List.of(
                LoraConfig.of(4, 8, List.of(Projection.values()), null),
                new LoraConfig(
                        4,
                        2.5,
                        true,
                        ranks,
                        Map.of("q_proj", 1.5),
                        new TargetModules(listed, matching, List.of(0, 2), List.of("layers")),
                        "a base"),
                new LoraConfig(
                        1,
                        2,
                        false,
                        Map.of(),
                        Map.of(),
                        new TargetModules(matching, listed, List.of(), List.of()),
                        ""))) {
            LoraConfig read = parse(config.toJson().toString());
            assertThat(read).isEqualTo(config);
            // Of two patterns that match, the first holds: order is part of it.
            assertThat(read.rankPattern().keySet())
                    .containsExactlyElementsOf(config.rankPattern().keySet());
        }
    }

    private static LoraConfig parse(String json) {
        return LoraConfigJson.parse(
                new JsonFields(JsonParser.parseString(json).getAsJsonObject(), "adapter_config.json"));
    }
}
