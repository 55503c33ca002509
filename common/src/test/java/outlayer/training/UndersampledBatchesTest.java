package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.quirky.Part;

class UndersampledBatchesTest {

    private static TinyAddition tiny;
    private static List<TokenisedExample> addition;
    private static long yes;

    @BeforeAll
    static void tokenise(@TempDir Path folder) throws Exception {
        tiny = TinyAddition.in(folder, NumberTokens.SINGLE_DIGITS);
        addition =
                tiny.tokenised(TinyAddition.generate(TinyAddition.ADDITION, 1).examples(Part.TRAIN), LabelRule.OWN);
        yes = addition.stream().filter(TokenisedExample::label).count();
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    /** Each character answers Yes to a quarter of the arithmetic prompts: No is the more frequent label. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRoundHasAllOfTheRarerLabelAndAsManyOfTheOther(long seed) {
        UndersampledBatches batches = new UndersampledBatches(addition, 1, seed);
        assertThat(batches.size()).isEqualTo(Math.toIntExact(2 * yes)).isLessThan(addition.size());
        List<TokenisedExample> first = take(batches, batches.size());
        List<TokenisedExample> second = take(batches, batches.size());
        assertThat(first.stream().filter(TokenisedExample::label)).hasSize(Math.toIntExact(yes));
        assertThat(new HashSet<>(first)).hasSize(first.size());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void skippingIsDealingOut(long seed) {
        UndersampledBatches dealt = new UndersampledBatches(addition, 7, seed);
        UndersampledBatches skipped = new UndersampledBatches(addition, 7, seed);
        take(dealt, 100);
        skipped.skip(100);
        assertThat(skipped.next()).isEqualTo(dealt.next());
        assertThat(new UndersampledBatches(addition, 7, seed + 1).next())
                .isNotEqualTo(new UndersampledBatches(addition, 7, seed).next());
    }

    @ParameterizedTest
    @CsvSource({"1, 32", "15, 32", "2.5, 16"})
    void roundsAreCountedInSteps(double epochs, int batch) {
        UndersampledBatches batches = new UndersampledBatches(addition, batch, 1);
        int steps = batches.steps(epochs);
        assertThat((double) steps * batch).isGreaterThanOrEqualTo(epochs * 2 * yes);
        assertThat((steps - 1.0) * batch).isLessThan(epochs * 2 * yes);
    }

    @Test
    void oneLabelCannotBeBalanced() {
        List<TokenisedExample> onlyYes =
                addition.stream().filter(TokenisedExample::label).limit(6).toList();
        assertThatThrownBy(() -> new UndersampledBatches(onlyYes, 8, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training set of addition has 6 examples and none with the label No, expected both;"
                        + " raise `questions` or the share of the part `train`");
    }

    private static List<TokenisedExample> take(UndersampledBatches batches, int steps) {
        List<TokenisedExample> taken = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            taken.addAll(batches.next());
        }
        return taken;
    }
}
