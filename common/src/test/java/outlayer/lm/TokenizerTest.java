package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @TempDir
    private Path dir;

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
    void anAnswerIsItsLastTokenWithoutSpecialOnes() throws Exception {
        try (Tokenizer tokenizer = Tokenizer.open(dir)) {
            assertThat(tokenizer.answerToken(" Yes")).isEqualTo(9);
            assertThat(tokenizer.answerToken(" b")).isEqualTo(5);
            assertThatThrownBy(() -> tokenizer.answerToken(""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Answer '' has no token");
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
