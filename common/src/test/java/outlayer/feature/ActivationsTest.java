package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.AnswerTokens;
import outlayer.lm.FakeLanguageModel;
import outlayer.lm.LanguageModel;
import outlayer.lm.LastToken;
import outlayer.lm.ModelConfig;

class ActivationsTest {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final int WIDTH = 4;
    private static final List<int @Nullable []> NO_TOKENS = Collections.nCopies(1, null);

    private final LanguageModel model = new FakeLanguageModel();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 30, 100, 100_000})
    void rowsLieAtTheirPromptsWhateverTheBatches(int budgetTokens) {
        List<int @Nullable []> prompts = prompts(60);
        Activations read = Activations.read(model, prompts, Collections.nCopies(60, null), ANSWERS, budgetTokens);

        assertThat(read.prompts()).isEqualTo(60);
        assertThat(read.layers()).isEqualTo(2);
        assertThat(read.width()).isEqualTo(WIDTH);
        for (int i = 0; i < 60; i++) {
            assertThat(read.reason(i)).isNull();
            assertRow(read, i, prompts.get(i));
        }
    }

    @Test
    void aPromptWithoutTokensKeepsItsRowAndItsReason() {
        List<int @Nullable []> prompts = prompts(5);
        prompts.set(1, null);
        prompts.set(4, null);
        List<@Nullable String> reasons = Arrays.asList(null, "the prompt is empty", null, null, "too long");
        Activations read = Activations.read(model, prompts, reasons, ANSWERS, 10);

        assertThat(read.prompts()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            assertThat(read.reason(i)).isEqualTo(reasons.get(i));
            if (reasons.get(i) == null) {
                assertRow(read, i, prompts.get(i));
            }
        }
    }

    @Test
    void nothingReadableIsNotAnError() {
        Activations read = Activations.read(model, NO_TOKENS, List.of("the prompt is empty"), ANSWERS, 10);
        assertThat(read.reason(0)).isEqualTo("the prompt is empty");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void whatIsNotFiniteInOneResidualSpoilsThatPromptOnly(float bad) {
        assertOnlyTheThirdIsSpoiled(new SpoiledModel(203, bad, 0));
    }

    @Test
    void logOddsThatAreNotFiniteSpoilThatPromptOnly() {
        assertOnlyTheThirdIsSpoiled(new SpoiledModel(203, 0, Double.NaN));
    }

    @Test
    void everyPromptHasTokensOrAReason() {
        assertThatThrownBy(() -> Activations.read(model, prompts(2), List.of(), ANSWERS, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 prompts and 0 reasons, expected one for each, null where the prompt is usable");
        assertThatThrownBy(() -> Activations.read(model, NO_TOKENS, Collections.nCopies(1, null), ANSWERS, 10))
                .hasMessage("Prompt 0 has no tokens and the reason null, expected a reason where there are no tokens");
        assertThatThrownBy(() -> Activations.read(model, prompts(1), List.of("empty"), ANSWERS, 10))
                .hasMessage("Prompt 0 has tokens and the reason empty, expected a reason where there are no tokens");
    }

    private static void assertOnlyTheThirdIsSpoiled(LanguageModel spoiled) {
        List<int @Nullable []> prompts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            prompts.add(new int[] {1, 200 + i});
        }
        Activations read = Activations.read(spoiled, prompts, Collections.nCopies(6, null), ANSWERS, 8);
        for (int i = 0; i < 6; i++) {
            if (i == 3) {
                assertThat(read.reason(i)).isEqualTo("the model gave NaN or infinity");
            } else {
                assertThat(read.reason(i)).isNull();
                assertRow(read, i, prompts.get(i));
            }
        }
    }

    /** What {@link FakeLanguageModel} says of itself. */
    private static void assertRow(Activations read, int prompt, int @Nullable [] tokens) {
        int[] known = Objects.requireNonNull(tokens);
        int sum = Arrays.stream(known).sum();
        int last = known[known.length - 1];
        assertThat(row(read, 0, prompt)).containsExactly(last, 0, 0, 1);
        assertThat(row(read, 1, prompt)).containsExactly(last, sum, known.length, 1);
        assertThat(read.logOdds(prompt)).isEqualTo(sum / 10.0 - 5);
    }

    private static float[] row(Activations read, int layer, int prompt) {
        return Arrays.copyOfRange(read.layer(layer), prompt * WIDTH, (prompt + 1) * WIDTH);
    }

    private static List<int @Nullable []> prompts(int count) {
        Random random = new Random(count);
        List<int @Nullable []> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(random.ints(1 + random.nextInt(20), 0, 1000).toArray());
        }
        return prompts;
    }

    /** The fake model, except where a prompt ends in one token: there these are added to a residual and to the log-odds. */
    private record SpoiledModel(int token, float residual, double logOdds, LanguageModel sound)
            implements LanguageModel {

        SpoiledModel(int token, float residual, double logOdds) {
            this(token, residual, logOdds, new FakeLanguageModel());
        }

        @Override
        public ModelConfig config() {
            return sound.config();
        }

        @Override
        public LastToken read(List<int[]> prompts, AnswerTokens answers) {
            LastToken read = sound.read(prompts, answers);
            for (int i = 0; i < prompts.size(); i++) {
                if (prompts.get(i)[prompts.get(i).length - 1] == token) {
                    read.residual(1)[i * WIDTH + 2] += residual;
                    read.logOdds()[i] += logOdds;
                }
            }
            return read;
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
