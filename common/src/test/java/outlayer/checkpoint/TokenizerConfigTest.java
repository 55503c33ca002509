package outlayer.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenizerConfigTest {

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                  | AS_TOKENIZER_SAYS |
            {"tokenizer_class": "PreTrainedTokenizerFast", "bos_token": "<b>"}  | AS_TOKENIZER_SAYS |
            {"add_bos_token": null, "bos_token": "<b>"}                         | AS_TOKENIZER_SAYS |
            {"add_bos_token": true, "bos_token": "<b>"}                         | TOKEN | <b>
            {"add_bos_token": true, "bos_token": {"content": "<b>", "lstrip": false}} | TOKEN | <b>
            {"add_bos_token": false, "bos_token": "<b>"}                        | NONE |
            {"tokenizer_class": "LlamaTokenizer", "bos_token": "<b>"}           | TOKEN | <b>
            {"tokenizer_class": "LlamaTokenizerFast"}                           | TOKEN | <s>
            {"tokenizer_class": "LlamaTokenizer", "add_bos_token": false}       | NONE |
            {"tokenizer_class": "LlamaTokenizer", "add_eos_token": false}       | TOKEN | <s>
            """)
    void whatIsWrittenDecidesAndLlamasClassAddsItsToken(String json, TokenizerConfig.Begin begin, String token)
            throws Exception {
        Files.writeString(dir.resolve("tokenizer_config.json"), json);
        assertThat(TokenizerConfig.read(dir)).isEqualTo(new TokenizerConfig(begin, token));
    }

    @Test
    void withoutTheFileTheTokenizerDecides() throws Exception {
        assertThat(TokenizerConfig.read(dir))
                .isEqualTo(new TokenizerConfig(TokenizerConfig.Begin.AS_TOKENIZER_SAYS, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"add_eos_token": true}        | add_eos_token is true, expected false: an answer follows the prompt's own last token
            {"add_bos_token": true}        | bos_token is null, expected a token, for add_bos_token is true
            {"tokenizer_class": "LlamaTokenizer", "bos_token": null} | bos_token is null, expected a token, for add_bos_token is true
            {"add_bos_token": "yes"}       | add_bos_token is "yes", expected true or false
            {"add_bos_token": true, "bos_token": 1} | bos_token is 1, expected a string
            """)
    void contradictionsAreNamed(String json, String finding) throws Exception {
        Path file = Files.writeString(dir.resolve("tokenizer_config.json"), json);
        assertThatThrownBy(() -> TokenizerConfig.read(dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + ": " + finding);
    }
}
