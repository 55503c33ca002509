package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerTest {

    /** Single letters with the space before them; {@code <s>} in front by the post-processor; truncation that must be ignored. */
    private static final String JSON = """
            {"version": "1.0",
             "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst", "stride": 0},
             "padding": {"strategy": {"Fixed": 16}, "direction": "Right", "pad_to_multiple_of": null,
                         "pad_id": 0, "pad_type_id": 0, "pad_token": "<unk>"},
             "added_tokens": [
               {"id": 0, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
               {"id": 1, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true}],
             "normalizer": null,
             "pre_tokenizer": {"type": "Split", "pattern": {"Regex": " ?[^ ]"}, "behavior": "Isolated", "invert": false},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
               "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
               "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
             "decoder": null,
             "model": {"type": "WordLevel", "unk_token": "<unk>",
               "vocab": {"<unk>": 0, "<s>": 1, "a": 2, " a": 3, "b": 4, " b": 5, "\\ud83d\\ude00": 6, " Y": 7, "e": 8, "s": 9}}}
            """;

    /** The same without a post-processor. */
    private static final String WITHOUT = withoutPostProcessor();

    @TempDir
    private Path dir;

    private static String withoutPostProcessor() {
        JsonObject json = JsonParser.parseString(JSON).getAsJsonObject();
        json.add("post_processor", JsonNull.INSTANCE);
        return json.toString();
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(dir.resolve("tokenizer.json"), JSON);
    }

    @Test
    void thePostProcessorsTokenComesOnce() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("a b").ids()).containsExactly(1, 2, 5);
            assertThat(tokenizer.encode("").ids()).containsExactly(1);
        }
    }

    @Test
    void whatItDoesNotKnowIsNoticed() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.hasUnknown(tokenizer.encode("a b"))).isFalse();
            assertThat(tokenizer.hasUnknown(tokenizer.encode("a z b"))).isTrue();
        }
    }

    @Test
    void aTokenizerOfBytesKnowsEverything() throws Exception {
        JsonObject json = JsonParser.parseString(WITHOUT).getAsJsonObject();
        JsonObject pieces = new JsonObject();
        for (int b = 0; b < 256; b++) {
            pieces.addProperty("<0x%02X>".formatted(b), b);
        }
        JsonObject model = new JsonObject();
        model.addProperty("type", "BPE");
        model.addProperty("byte_fallback", true);
        model.add("vocab", pieces);
        model.add("merges", new JsonArray());
        json.add("model", model);
        json.add("added_tokens", new JsonArray());
        Files.writeString(dir.resolve("tokenizer.json"), json.toString());
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("z\uE0F1").size()).isEqualTo(4);
            assertThat(tokenizer.hasUnknown(tokenizer.encode("z\uE0F1"))).isFalse();
        }
    }

    @Test
    void aTextThatBringsTheTokenGetsNoSecondOne() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            Tokens tokens = tokenizer.encode("<s>a b");
            assertThat(tokens.ids()).containsExactly(1, 2, 5);
            assertThat(new int[] {tokens.start(0), tokens.start(1), tokens.start(2)})
                    .containsExactly(0, 3, 4);
            assertThat(new int[] {tokens.end(0), tokens.end(1), tokens.end(2)}).containsExactly(3, 4, 6);
            assertThat(tokenizer.encode("a<s>").ids()).containsExactly(1, 2, 1);
        }
    }

    /** Mistral 7B: a tokenizer of the Llama class, whose own post-processor may add nothing, or something else. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"tokenizer_class": "LlamaTokenizer"}                                    | true
            {"tokenizer_class": "LlamaTokenizer", "add_bos_token": true, "bos_token": {"content": "<s>"}} | true
            {"tokenizer_class": "PreTrainedTokenizerFast", "add_bos_token": true, "bos_token": "<s>"} | true
            {"tokenizer_class": "LlamaTokenizer", "add_bos_token": false}            | false
            """)
    void theConfigurationDecidesWhateverThePostProcessorDoes(String config, boolean begins) throws Exception {
        Files.writeString(dir.resolve("tokenizer_config.json"), config);
        for (String json : new String[] {JSON, WITHOUT}) {
            Files.writeString(dir.resolve("tokenizer.json"), json);
            try (Tokenizer tokenizer = Tokenizer.open(dir)) {
                Tokens tokens = tokenizer.encode("a b");
                assertThat(tokens.ids()).containsExactly(begins ? new int[] {1, 2, 5} : new int[] {2, 5});
                int last = tokens.size() - 1;
                assertThat(tokens.start(last)).isEqualTo(1);
                assertThat(tokens.end(last)).isEqualTo(3);
                assertThat(tokenizer.encode("").ids()).containsExactly(begins ? new int[] {1} : new int[0]);
                assertThat(tokenizer.encode("<s>a").ids()).containsExactly(1, 2);
                assertThat(tokenizer.answerToken(" b")).isEqualTo(5);
            }
        }
    }

    /** Llama 3.1: nothing about it in tokenizer_config.json, a template in tokenizer.json. */
    @Test
    void withoutAWordInTheConfigurationThePostProcessorDecides() throws Exception {
        Files.writeString(
                dir.resolve("tokenizer_config.json"),
                "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"bos_token\": \"<s>\"}");
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("a b").ids()).containsExactly(1, 2, 5);
        }
        Files.writeString(dir.resolve("tokenizer.json"), WITHOUT);
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("a b").ids()).containsExactly(2, 5);
        }
    }

    /** make_tokenizers.py: tokenizers built as Llama 3.1's and Mistral's, and what transformers makes of texts, one of them long. */
    @ParameterizedTest
    @ValueSource(strings = {"llama", "mistral"})
    void idsAndSpansAreTransformers(String model) throws Exception {
        Path folder = Path.of(TokenizerTest.class.getResource("tokenizer").toURI());
        JsonArray cases = JsonParser.parseString(Files.readString(folder.resolve("golden.json")))
                .getAsJsonObject()
                .getAsJsonArray(model);
        int longest = 0;
        try (Tokenizer tokenizer = Tokenizer.open(folder.resolve(model))) {
            for (JsonElement element : cases) {
                Golden golden = new Gson().fromJson(element, Golden.class);
                Tokens tokens = tokenizer.encode(golden.text());
                var ids = new ArrayList<Integer>();
                var spans = new ArrayList<List<Integer>>();
                for (int t = 0; t < tokens.size(); t++) {
                    ids.add(tokens.ids()[t]);
                    spans.add(List.of(tokens.start(t), tokens.end(t)));
                }
                assertThat(ids).as(golden.text()).isEqualTo(golden.ids());
                assertThat(spans).as(golden.text()).isEqualTo(golden.spans());
                longest = Math.max(longest, tokens.size());
            }
        }
        assertThat(longest).isGreaterThan(512);
    }

    private record Golden(String text, List<Integer> ids, List<List<Integer>> spans) {}

    @Test
    void aPostProcessorThatEndsTextsIsRefused() throws Exception {
        Path file = dir.resolve("tokenizer.json");
        Files.writeString(
                file,
                JSON.replace(
                        "{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}],",
                        "{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}, {\"SpecialToken\": {\"id\": \"<s>\", \"type_id\": 0}}],"));
        assertThatThrownBy(() -> Tokenizer.open(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": post_processor makes [1, 2, 1] of a text of the tokens [2],"
                        + " expected one more before it at most");
    }

    @Test
    void aBeginTokenThatTheTokenizerDoesNotKnowIsRefused() throws Exception {
        Files.writeString(dir.resolve("tokenizer_config.json"), "{\"add_bos_token\": true, \"bos_token\": \"ab\"}");
        assertThatThrownBy(() -> Tokenizer.open(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("tokenizer.json") + ": bos_token ab of tokenizer_config.json is 2 tokens here,"
                        + " expected one; do the files belong together?");
    }

    @Test
    void nothingIsCutOrPadded() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("ab".repeat(800)).ids()).hasSize(1601);
        }
    }

    @Test
    void spansCountCodePoints() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            Tokens tokens = tokenizer.encode("a\ud83d\ude00 b");
            assertThat(tokens.ids()).containsExactly(1, 2, 6, 5);
            assertThat(tokens.start(0)).isEqualTo(-1);
            assertThat(tokens.end(0)).isEqualTo(-1);
            assertThat(new int[] {tokens.start(1), tokens.start(2), tokens.start(3)})
                    .containsExactly(0, 1, 2);
            assertThat(new int[] {tokens.end(1), tokens.end(2), tokens.end(3)}).containsExactly(1, 2, 4);
        }
    }

    @Test
    void anAnswerIsItsFirstTokenWithoutSpecialOnes() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.answerToken(" Yes")).isEqualTo(7);
            assertThat(tokenizer.answerToken(" b")).isEqualTo(5);
            assertThatThrownBy(() -> tokenizer.answerToken(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Answer '' has no token");
        }
    }

    /** Mistral's puts one before every text. */
    @Test
    void aBlankBeforeAnAnswerIsNotItsFirstToken() throws Exception {
        Files.writeString(dir.resolve("tokenizer.json"), JSON.replace("\"s\": 9", "\"s\": 9, \" \": 10"));
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.encode("  b").ids()).containsExactly(1, 10, 5);
            assertThat(tokenizer.answerToken("  b")).isEqualTo(5);
            assertThatThrownBy(() -> tokenizer.answerToken(" "))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Answer ' ' has no token");
        }
        Path mistral =
                Path.of(TokenizerTest.class.getResource("tokenizer/mistral").toURI());
        try (Tokenizer tokenizer = Tokenizer.open(mistral)) {
            // begin, blank, " N", "o"
            assertThat(tokenizer.encode(" No").ids()).containsExactly(1, 300, 314, 291);
            assertThat(tokenizer.answerToken(" No")).isEqualTo(314);
        }
    }

    @Test
    void answersThatBeginAlikeAreRefused() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.answers(" b", " Yes")).isEqualTo(new AnswerTokens(5, 7));
            assertThatThrownBy(() -> tokenizer.answers(" Yse", " Yes"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            dir.resolve("tokenizer.json") + ": the answers ' Yse' and ' Yes' both begin with the token"
                                    + " ' Y', expected different ones, since a model is asked for the first; choose other answers");
        }
    }

    @Test
    void missingAndBrokenFilesAreNamed() throws Exception {
        Path file = dir.resolve("tokenizer.json");
        Files.writeString(file, "{");
        assertThatThrownBy(() -> Tokenizer.open(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ": not a tokenizer: ");
        Files.delete(file);
        assertThatThrownBy(() -> Tokenizer.open(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " is missing, expected beside config.json");
    }
}
