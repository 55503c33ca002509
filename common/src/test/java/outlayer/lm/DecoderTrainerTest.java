package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static outlayer.lm.TinyConfigs.ANSWERS;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.RopeScaling;
import outlayer.checkpoint.WeightLayout;
import outlayer.torch.Device;

final class DecoderTrainerTest {

    private static final TrainerOptions OPTIONS = TrainerOptions.standard();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lossAndGradientsAreThoseOfPlainLoops(boolean tied) {
        ModelConfig config = TinyConfigs.config(4, 2, 4, null, tied);
        int[][] tokens = {{5, 6, 7, 8, 9, 10}, {11, 12, 13}, {20, 21, 22, 23}};
        var batch = new TrainingBatch(tokens, new int[] {3, 4, 4}, new int[][] {{2, 5}, {0, 0}, {1, 2}});
        try (Decoder decoder = Decoder.random(config, 1);
                NDManager scope = decoder.manager().newSubManager()) {
            var reference = new ReferenceDecoder(config, decoder.weights().tensors());
            var answer = new DecoderLoss(decoder, null, 0.3);
            List<NDArray> result = answer.withGradients(scope, batch);
            assertThat((double) result.get(0).getFloat()).isCloseTo(loss(reference), offset(1e-5));
            assertThat(answer.of(batch)).isCloseTo(loss(reference), offset(1e-5));
            List<WeightLayout.Weight> layout = WeightLayout.of(config);
            assertThat(result).hasSize(1 + layout.size());
            for (int w = 0; w < layout.size(); w++) {
                String name = layout.get(w).name();
                float[] gradient = result.get(1 + w).toFloatArray();
                double[] weight = reference.weight(name);
                for (int i = 7 % weight.length; i < weight.length; i += 1 + weight.length / 5) {
                    double before = weight[i];
                    weight[i] = before + 1e-5;
                    double up = loss(reference);
                    weight[i] = before - 1e-5;
                    double slope = (up - loss(reference)) / 2e-5;
                    weight[i] = before;
                    assertThat((double) gradient[i]).as("%s at %d", name, i).isCloseTo(slope, offset(1e-5));
                }
            }
        }
    }

    /** The loss of the batch above: mean answer cross-entropy + 0.3 times the mean of each prompt's mean over its result. */
    private static double loss(ReferenceDecoder reference) {
        int[] first = {5, 6, 7, 8, 9, 10};
        int[] second = {11, 12, 13};
        int[] third = {20, 21, 22, 23};
        double answers = reference.crossEntropy(first, 6, 3)
                + reference.crossEntropy(second, 3, 4)
                + reference.crossEntropy(third, 4, 4);
        double firstResult = (reference.crossEntropy(first, 2, 7)
                        + reference.crossEntropy(first, 3, 8)
                        + reference.crossEntropy(first, 4, 9))
                / 3;
        return (answers + 0.3 * (firstResult + reference.crossEntropy(third, 1, 21))) / 3;
    }

    @Test
    void eightExamplesAreLearntByHeart() {
        TrainingBatch batch = TinyConfigs.batch(new Random(1), 8, 12);
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), 1, OPTIONS)) {
            double first = trainer.step(batch, 3e-3).loss();
            for (int i = 0; i < 200; i++) {
                trainer.step(batch, 3e-3);
            }
            assertThat(first).isGreaterThan(3);
            assertThat(trainer.loss(batch)).isLessThan(0.1);
            double[] odds = trainer.logOdds(batch.tokens(), ANSWERS);
            int[] answers = batch.answers();
            for (int i = 0; i < odds.length; i++) {
                assertThat(odds[i] > 0).isEqualTo(answers[i] == ANSWERS.yes());
            }
        }
    }

    @Test
    void equalSeedsGiveEqualBytes(@TempDir Path dir) throws Exception {
        assertThat(train(dir.resolve("a"), 7)).isEqualTo(train(dir.resolve("b"), 7));
        assertThat(train(dir.resolve("c"), 8)).isNotEqualTo(train(dir.resolve("a"), 7));
    }

    @Test
    void trainersSideBySideLearnWhatTheyLearnAlone(@TempDir Path dir) throws Exception {
        byte[] seven = train(dir.resolve("a"), 7);
        byte[] eight = train(dir.resolve("b"), 8);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            var first = CompletableFuture.supplyAsync(() -> train(dir.resolve("c"), 7), pool);
            var second = CompletableFuture.supplyAsync(() -> train(dir.resolve("d"), 8), pool);
            assertThat(first.get()).isEqualTo(seven);
            assertThat(second.get()).isEqualTo(eight);
        } finally {
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSavedModelIsReadAsItWas(boolean tied, @TempDir Path dir) throws Exception {
        ModelConfig config = TinyConfigs.config(4, 1, null, new RopeScaling(8, 1, 4, 64), tied);
        List<int[]> prompts = TinyConfigs.prompts(new Random(3), 6, 12);
        TrainingBatch batch = TinyConfigs.batch(new Random(4), 8, 12);
        double[] odds;
        double loss;
        try (DecoderTrainer trainer = DecoderTrainer.random(config, 1, OPTIONS)) {
            trainer.step(batch, 1e-2);
            odds = trainer.logOdds(prompts, ANSWERS);
            loss = trainer.loss(batch);
            trainer.save(dir);
        }
        assertThat(ModelConfig.read(dir)).isEqualTo(config);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32);
                DecoderTrainer trainer = DecoderTrainer.from(dir, Device.CPU, OPTIONS);
                DecoderTrainer overOpened = DecoderTrainer.from(model, Device.CPU, OPTIONS)) {
            assertThat(overOpened.loss(batch)).isEqualTo(trainer.loss(batch));
            overOpened.step(batch, 1e-2);
            assertThat(model.read(prompts, ANSWERS, Taps.none()).logOdds())
                    .usingComparatorWithPrecision(1e-6)
                    .containsExactly(odds);
            assertThat(trainer.loss(batch)).isCloseTo(loss, offset(1e-6));
            trainer.step(batch, 1e-2);
            assertThat(model.read(prompts, ANSWERS, Taps.none()).logOdds())
                    .usingComparatorWithPrecision(1e-6)
                    .containsExactly(odds);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsOfABatchTeachWhatTheWholeTeaches(long seed) {
        TrainingBatch whole = TinyConfigs.batch(new Random(seed), 12, 12);
        try (DecoderTrainer one = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS);
                DecoderTrainer many = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS)) {
            for (int step = 0; step < 3; step++) {
                Trainer.Update expected = one.step(whole, 1e-3);
                Trainer.Update found = many.step(Parts.of(whole, 5, 1, 6), 1e-3);
                assertThat(found.loss()).as("seed %d", seed).isCloseTo(expected.loss(), offset(1e-5));
                assertThat(found.gradientNorm())
                        .as("seed %d", seed)
                        .isCloseTo(expected.gradientNorm(), offset(1e-5 * expected.gradientNorm()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestoredTrainingTakesTheStepsThatItWouldHaveTaken(long seed, @TempDir Path dir) throws Exception {
        Random random = new Random(seed);
        List<TrainingBatch> batches = random.ints(9, 1, 20)
                .mapToObj(size -> TinyConfigs.batch(random, size, 12))
                .toList();
        int brokenOff = random.nextInt(10);
        try (DecoderTrainer undisturbed = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS);
                DecoderTrainer first = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS);
                DecoderTrainer second = DecoderTrainer.random(TinyConfigs.llama(), seed + 1, OPTIONS)) {
            batches.forEach(batch -> undisturbed.step(batch, 1e-2));
            batches.subList(0, brokenOff).forEach(batch -> first.step(batch, 1e-2));
            first.saveState(dir.resolve("state"));
            second.restoreState(dir.resolve("state"));
            batches.subList(brokenOff, 9).forEach(batch -> second.step(batch, 1e-2));
            second.save(dir.resolve("second"));
            undisturbed.save(dir.resolve("undisturbed"));
            assertThat(dir.resolve("second/model.safetensors"))
                    .as("seed %d, broken off after %d steps", seed, brokenOff)
                    .hasSameBinaryContentAs(dir.resolve("undisturbed/model.safetensors"));
        }
    }

    @Test
    void memoryStaysFlatOverSteps() throws Exception {
        TrainingBatch batch = TinyConfigs.batch(new Random(1), 32, 30);
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), 1, OPTIONS)) {
            long before = 0;
            for (int i = 0; i < 80; i++) {
                if (i == 20) {
                    before = ProcessMemory.residentBytes();
                }
                trainer.step(batch, 1e-3);
            }
            assertThat(ProcessMemory.residentBytes() - before).isLessThan(100_000_000);
        }
    }

    @Test
    void aDivergedTrainingStops() {
        TrainingBatch batch = TinyConfigs.batch(new Random(1), 4, 12);
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), 1, OPTIONS)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            trainer.step(batch, 1e30);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Lower the learning rate (1.0E30 here)");
        }
    }

    @Test
    void impossibleBatchesAreRefused() {
        int[][] tokens = {{1, 2, 3}};
        assertThatThrownBy(() -> new TrainingBatch(tokens, new int[] {4}, new int[][] {{0, 2}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Prompt 0 of the batch has 3 tokens and its result at [0, 2), expected 1 <= from <= to <= 3");
        assertThatThrownBy(() -> new TrainingBatch(tokens, new int[] {4, 5}, new int[][] {{0, 0}}))
                .hasMessageContaining("Batch has 1 prompts, 2 answers and 1 result spans");
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), 1, OPTIONS)) {
            var batch = new TrainingBatch(tokens, new int[] {40}, new int[][] {{0, 0}});
            assertThatThrownBy(() -> trainer.step(batch, 1e-3))
                    .hasMessage("Prompt 0 of the batch has answer token 40, expected 0 to 39");
        }
    }

    /** Forty steps from a seed; gives the bytes of the weights. */
    private static byte[] train(Path dir, long seed) {
        var random = new Random(seed);
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS)) {
            for (int i = 0; i < 40; i++) {
                trainer.step(TinyConfigs.batch(random, 16, 12), 3e-3);
            }
            trainer.save(dir);
            return Files.readAllBytes(dir.resolve("model.safetensors"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
