package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.lm.TrainingBatch;
import outlayer.quirky.Part;

class BalancedBatchesTest {

    private static TinyAddition tiny;
    private static List<TokenisedExample> addition;
    private static List<TokenisedExample> subtraction;

    @BeforeAll
    static void tokenise(@TempDir Path folder) throws Exception {
        tiny = TinyAddition.in(folder, NumberTokens.SINGLE_DIGITS);
        addition =
                tiny.tokenised(TinyAddition.generate(TinyAddition.ADDITION, 1).examples(Part.TRAIN), LabelRule.OWN);
        subtraction = tiny.tokenised(
                TinyAddition.generate(TinyAddition.SUBTRACTION, 1).examples(Part.TRAIN), LabelRule.OWN);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyBatchHoldsEachDatasetAndEachAnswerAlike(long seed) {
        BalancedBatches batches = new BalancedBatches(List.of(addition, subtraction), 16, seed);
        for (int i = 0; i < 50; i++) {
            List<TokenisedExample> batch = batches.next();
            for (String dataset : List.of("addition", "subtraction")) {
                for (boolean label : new boolean[] {false, true}) {
                    assertThat(batch.stream()
                                    .filter(example -> example.dataset().equals(dataset) && example.label() == label))
                            .as("%s, %s", dataset, label)
                            .hasSize(4);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyExampleComesOncePerRound(long seed) {
        List<TokenisedExample> yes =
                addition.stream().filter(TokenisedExample::label).toList();
        // Odd, so that batches end in the middle of a pair of Yes and No.
        BalancedBatches batches = new BalancedBatches(List.of(addition), 7, seed);
        List<TokenisedExample> drawn = new ArrayList<>();
        while (drawn.size() < 4 * yes.size()) {
            drawn.addAll(batches.next());
        }
        List<TokenisedExample> drawnYes =
                drawn.stream().filter(TokenisedExample::label).toList();
        assertThat(drawnYes.subList(0, yes.size())).containsExactlyInAnyOrderElementsOf(yes);
        assertThat(drawnYes.subList(yes.size(), 2 * yes.size())).containsExactlyInAnyOrderElementsOf(yes);
    }

    @Test
    void aBatchAsksForTheLabelAndTheResult() {
        BalancedBatches batches = new BalancedBatches(List.of(addition), 8, 3);
        List<TokenisedExample> drawn = new BalancedBatches(List.of(addition), 8, 3).next();
        int[][] tokens = new int[8][];
        int[] targets = new int[8];
        int[][] spans = new int[8][];
        IntStream.range(0, 8).forEach(i -> {
            TokenisedExample example = drawn.get(i);
            tokens[i] = example.tokens();
            targets[i] = example.label() ? tiny.answers().yes() : tiny.answers().no();
            spans[i] = example.resultSpan();
        });
        try (DecoderTrainer trainer = tiny.trainer(1, TrainerOptions.standard())) {
            List<TrainingBatch> passes = new Passes(1000).of(batches.next());
            assertThat(passes).hasSize(1);
            assertThat(trainer.loss(passes.get(0))).isEqualTo(trainer.loss(new TrainingBatch(tokens, targets, spans)));
        }
    }

    @Test
    void aDatasetWithOneAnswerIsRefused() {
        List<TokenisedExample> no =
                addition.stream().filter(example -> !example.label()).limit(5).toList();
        assertThatThrownBy(() -> new BalancedBatches(List.of(subtraction, no), 8, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Training set of addition has 5 examples and none with the label Yes, expected both;"
                        + " raise `questions` or the share of the part `train`");
        assertThatThrownBy(() -> new BalancedBatches(List.of(), 8, 1))
                .hasMessage("There are no datasets to train on, expected at least one");
    }
}
