package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ModelConfigTest {

    /** As published with meta-llama/Meta-Llama-3.1-8B. */
    private static final String LLAMA_31 = """
            {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "bos_token_id": 128000,
             "hidden_act": "silu", "hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 131072,
             "mlp_bias": false, "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 32,
             "num_key_value_heads": 8, "rms_norm_eps": 1e-05,
             "rope_scaling": {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
                              "original_max_position_embeddings": 8192, "rope_type": "llama3"},
             "rope_theta": 500000.0, "tie_word_embeddings": false, "vocab_size": 128256}
            """;

    /** As published with mistralai/Mistral-7B-v0.1. */
    private static final String MISTRAL = """
            {"architectures": ["MistralForCausalLM"], "bos_token_id": 1, "hidden_act": "silu", "hidden_size": 4096,
             "intermediate_size": 14336, "max_position_embeddings": 32768, "model_type": "mistral",
             "num_attention_heads": 32, "num_hidden_layers": 32, "num_key_value_heads": 8, "rms_norm_eps": 1e-05,
             "rope_theta": 10000.0, "sliding_window": 4096, "tie_word_embeddings": false, "vocab_size": 32000}
            """;

    @Test
    void llamaIsReadAsPublished() {
        assertThat(parse(LLAMA_31))
                .isEqualTo(new ModelConfig(
                        Architecture.LLAMA,
                        128256,
                        4096,
                        14336,
                        32,
                        32,
                        8,
                        128,
                        1e-5,
                        500_000,
                        new RopeScaling(8, 1, 4, 8192),
                        null,
                        false,
                        131072,
                        128000,
                        false,
                        false));
    }

    @Test
    void theNewerSpellingOfRotarySettingsMeansTheSame() {
        JsonObject json = JsonParser.parseString(LLAMA_31).getAsJsonObject();
        JsonObject parameters = json.remove("rope_scaling").getAsJsonObject();
        parameters.add("rope_theta", json.remove("rope_theta"));
        json.add("rope_parameters", parameters);
        assertThat(ModelConfig.of(json, "config.json")).isEqualTo(parse(LLAMA_31));
    }

    /** As transformers 5 writes a model without scaling. */
    @Test
    void theNewerSpellingMayHoldThetaAlone() {
        JsonObject json = JsonParser.parseString(MISTRAL).getAsJsonObject();
        json.remove("rope_theta");
        json.add("rope_parameters", JsonParser.parseString("{\"rope_theta\": 7.5, \"rope_type\": \"default\"}"));
        ModelConfig config = ModelConfig.of(json, "config.json");
        assertThat(config.ropeTheta()).isEqualTo(7.5);
        assertThat(config.ropeScaling()).isNull();
    }

    /** LlamaConfig and MistralConfig of transformers: what they take where a field is absent, or null. */
    @Test
    void whatIsAbsentIsWhatTransformersTakes() {
        String heads = "\"num_key_value_heads\": 8,";
        String none = "\"num_key_value_heads\": null,";
        assertThat(parse(LLAMA_31.replace(heads, "")).keyValueHeads()).isEqualTo(32);
        assertThat(parse(LLAMA_31.replace(heads, none)).keyValueHeads()).isEqualTo(32);
        assertThat(parse(MISTRAL.replace(heads, "")).keyValueHeads()).isEqualTo(8);
        assertThat(parse(MISTRAL.replace(heads, none)).keyValueHeads()).isEqualTo(32);
        assertThat(parse(MISTRAL.replace("\"rope_theta\": 10000.0,", "")).ropeTheta())
                .isEqualTo(10_000);
        assertThat(parse(MISTRAL.replace("\"bos_token_id\": 1,", "\"head_dim\": 64,")))
                .extracting(ModelConfig::headSize, ModelConfig::bosToken)
                .containsExactly(64, null);
    }

    @Test
    void mistralHasNoBiases() {
        for (String field : new String[] {"attention_bias", "mlp_bias"}) {
            assertThatThrownBy(
                            () -> parse(MISTRAL.replace("\"model_type\"", "\"" + field + "\": true, \"model_type\"")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("config.json: " + field + " is true, expected false");
        }
    }

    @Test
    void mistralHasAWindowUnlessItSaysNull() {
        assertThat(parse(MISTRAL).slidingWindow()).isEqualTo(4096);
        assertThat(parse(MISTRAL.replace("\"sliding_window\": 4096", "\"sliding_window\": null"))
                        .slidingWindow())
                .isNull();
        assertThat(parse(MISTRAL.replace("\"sliding_window\": 4096,", "")).slidingWindow())
                .isEqualTo(4096);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (String json : new String[] {LLAMA_31, MISTRAL}) {
            ModelConfig config = parse(json);
            assertThat(ModelConfig.of(config.toJson(), "written")).isEqualTo(config);
        }
        ModelConfig biased = parse(LLAMA_31.replace("_bias\": false", "_bias\": true"));
        assertThat(biased.attentionBias() && biased.mlpBias()).isTrue();
        assertThat(ModelConfig.of(biased.toJson(), "written")).isEqualTo(biased);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "LlamaForCausalLM"      | "GPT2LMHeadModel"     | architectures is GPT2LMHeadModel, expected LlamaForCausalLM or MistralForCausalLM
            "hidden_act": "silu"    | "hidden_act": "gelu"  | hidden_act is "gelu", expected silu
            "attention_bias": false | "attention_bias": 1   | attention_bias is 1, expected true or false
            "model_type": "llama"   | "model_type": "qwen2" | model_type is "qwen2", expected llama
            "rope_type": "llama3"   | "rope_type": "llama3", "beta_fast": 32 | rope_scaling: beta_fast is 32, expected null: it is not supported
            "factor": 8.0           | "factor": "8"         | rope_scaling: factor is "8", expected a number
            ["LlamaForCausalLM"]    | null                  | architectures is [], expected LlamaForCausalLM or MistralForCausalLM
            ["LlamaForCausalLM"]    | [{}]                  | architectures is [{}], expected a string or a list of strings
            "mlp_bias": false       | "partial_rotary_factor": 0.5 | partial_rotary_factor is 0.5, expected 1
            "mlp_bias": false       | "rope_parameters": {"rope_theta": 10000.0} | rope_theta is 500000.0, expected what rope_parameters says, 10000.0
            "mlp_bias": false       | "rope_parameters": {"rope_type": "default"} | rope_scaling is RopeScaling[factor=8.0, lowFactor=1.0, highFactor=4.0, originalTokens=8192], expected what rope_parameters says, null
            "rope_type": "llama3"   | "rope_type": "yarn"   | rope type is yarn, expected llama3 or default
            "vocab_size": 128256    | "vocab_size": 1.5     | vocab_size is 1.5, expected a whole number
            "vocab_size": 128256    | "vocab_size": "many"  | vocab_size is "many", expected a number
            "vocab_size": 128256    | "vocab_size": 0       | vocab_size is 0.0, expected more than 0
            "hidden_size": 4096,    | ''                    | hidden_size is null, expected a number
            "num_key_value_heads": 8 | "num_key_value_heads": 7 | num_attention_heads is 32, expected a multiple of num_key_value_heads, 7
            "num_attention_heads": 32 | "num_attention_heads": 32, "head_dim": 5 | head_dim is 5, expected an even number: rotary embedding turns pairs
            "mlp_bias": false       | "sliding_window": 512 | sliding_window is 512, expected null
            "mlp_bias": false       | "quantization_config": {} | quantization_config is {}, expected null
            "tie_word_embeddings": false | "tie_word_embeddings": 0 | tie_word_embeddings is 0, expected true or false
            """)
    void whatTheDecoderCannotHonourIsRefused(String good, String bad, String finding) {
        assertThat(LLAMA_31).contains(good);
        assertThatThrownBy(() -> parse(LLAMA_31.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("config.json: " + finding);
    }

    @Test
    void aFileThatIsNotJsonIsNamed(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("config.json"), "<html>");
        assertThatThrownBy(() -> ModelConfig.read(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": not a JSON object");
    }

    /** Frequencies of 8192 / 2 pi turns and more stay, of less than one turn fall to an eighth; between, in proportion. */
    @Test
    void llama31StretchesSlowPairsOnly() {
        var scaling = new RopeScaling(8, 1, 4, 8192);
        double turn = 2 * Math.PI / 8192;
        assertThat(scaling.scale(5 * turn)).isEqualTo(5 * turn);
        assertThat(scaling.scale(0.5 * turn)).isEqualTo(0.5 * turn / 8);
        // Half way from 1 to 4 turns: half of the frequency stays, half is divided by 8.
        assertThat(scaling.scale(2.5 * turn)).isEqualTo(0.5 * 2.5 * turn / 8 + 0.5 * 2.5 * turn);
    }

    private static ModelConfig parse(String json) {
        return ModelConfig.of(JsonParser.parseString(json).getAsJsonObject(), "config.json");
    }
}
