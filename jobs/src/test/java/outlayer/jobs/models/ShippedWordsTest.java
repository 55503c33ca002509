package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.ContrastProbe;
import outlayer.feature.Prompts;
import outlayer.lm.Tokenizer;
import outlayer.quirky.ContrastSet;
import outlayer.quirky.Rephrase;

/** The words that ship for the tiny models are words that they know. */
final class ShippedWordsTest {

    private static final Path MODELS = Path.of("..", "conf", "models");

    /** {@code <unk>} of both tokenizers. */
    private static final int UNKNOWN = 0;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-llama", "tiny-mistral"})
    void arithmeticOfTheContrastSetIsKnown(String name) throws IOException {
        ModelConfig config = ModelConfig.read(MODELS.resolve(name));
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(name))) {
            Prompts prompts = ContrastProbe.prompts(ContrastSet.named("arithmetic-1"), tokenizer, config);
            for (int i = 0; i < prompts.size(); i++) {
                assertThat(prompts.tokens(i)).doesNotContain(UNKNOWN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-llama", "tiny-mistral"})
    void theQuestionPutAgainIsKnown(String name) throws IOException {
        String prompt = "Name: Bob\n\n\n\n***STATEMENT:*** 12 + 7 = 20.\n\nIs the statement factually correct?";
        String second = new Rephrase(Rephrase.TINY).secondPrompt(prompt, 1, " No", " Yes");
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve(name))) {
            int[] before = tokenizer.encode(prompt).ids();
            int[] after = tokenizer.encode(second).ids();
            assertThat(after).startsWith(before).doesNotContain(UNKNOWN);
            assertThat(after[after.length - 1]).isEqualTo(before[before.length - 1]);
        }
    }
}
