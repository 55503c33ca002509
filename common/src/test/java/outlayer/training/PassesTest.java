package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.lm.TrainingBatch;
import outlayer.quirky.Example;

class PassesTest {

    @Test
    void whatFitsPassesAtOnceAsItWasDealt() {
        List<int[]> prompts = List.of(new int[3], new int[10], new int[1]);
        assertThat(new Passes(30).plan(prompts)).containsExactly(new int[] {0, 1, 2});
        assertThat(new Passes(29).plan(prompts)).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyPromptPassesOnceAndNoPassIsTooLong(long seed) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 1200; i++) {
            prompts.add(new int[1 + random.nextInt(40)]);
        }
        List<int[]> plan = new Passes(120).plan(prompts);
        List<Integer> all = new ArrayList<>();
        for (int[] pass : plan) {
            int longest = 0;
            for (int i : pass) {
                all.add(i);
                longest = Math.max(longest, prompts.get(i).length);
            }
            assertThat(pass.length * longest).as("seed %d", seed).isLessThanOrEqualTo(120);
        }
        assertThat(all).hasSize(1200).doesNotHaveDuplicates();
    }

    /** With the choices " Yes" and " No" in this order, Yes is said by " No". */
    @Test
    void everyExampleLearnsTheChoiceOfItsOwnTemplate(@TempDir Path folder) throws Exception {
        try (TinyAddition tiny = TinyAddition.in(folder, NumberTokens.CHUNKS_OF_THREE);
                DecoderTrainer trainer = tiny.trainer(1, TrainerOptions.standard())) {
            List<Example> two = TinyAddition.all(TinyAddition.ADDITION, 3).stream()
                    .filter(Example::label)
                    .limit(2)
                    .toList();
            List<TokenisedExample> mixed =
                    tiny.tokenised(List.of(two.get(0), SwappedChoices.of(two.get(1))), LabelRule.OWN);
            TrainingBatch expected = new TrainingBatch(
                    new int[][] {mixed.get(0).tokens(), mixed.get(1).tokens()},
                    new int[] {tiny.answers().yes(), tiny.answers().no()},
                    new int[][] {mixed.get(0).resultSpan(), mixed.get(1).resultSpan()});
            assertThat(new Passes(1000).of(mixed))
                    .singleElement()
                    .extracting(trainer::loss)
                    .isEqualTo(trainer.loss(expected));
        }
    }

    @Test
    void halvedTheyEndAtOneToken() {
        assertThat(new Passes(9).halved().tokens()).isEqualTo(4);
        assertThat(new Passes(1).halved().tokens()).isEqualTo(1);
    }
}
