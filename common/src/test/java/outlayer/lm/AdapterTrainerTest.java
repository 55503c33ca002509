package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static outlayer.lm.TinyConfigs.ANSWERS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.Projection;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.torch.AdamWOptions;
import outlayer.torch.Device;

final class AdapterTrainerTest {

    private static final TrainerOptions OPTIONS = new TrainerOptions(new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1), 0);
    private static final LoraConfig LORA =
            LoraConfig.of(4, 8, List.of(Projection.QUERY, Projection.VALUE, Projection.DOWN), null);

    @TempDir
    static Path folder;

    private static Path base;

    @BeforeAll
    static void writeABase() throws IOException {
        base = folder.resolve("base");
        try (DecoderTrainer random = DecoderTrainer.random(TinyConfigs.llama(), 5, OPTIONS)) {
            random.save(base);
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void anAdapterThatHasLearntNothingChangesNothing(Precision precision) throws IOException {
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 6, 12);
        try (DjlLanguageModel model = open(precision);
                AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS)) {
            assertThat(trainer.logOdds(prompts, ANSWERS)).isEqualTo(odds(model, prompts));
        }
    }

    @Test
    void eightExamplesAreLearntByHeart() throws IOException {
        TrainingBatch batch = TinyConfigs.batch(new Random(1), 8, 12);
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS)) {
            double first = trainer.step(batch, 1e-2).loss();
            for (int i = 0; i < 300; i++) {
                trainer.step(batch, 1e-2);
            }
            // The head, which is random, cannot follow: not all of the loss can go.
            assertThat(trainer.loss(batch)).isLessThan(first - 1);
            double[] odds = trainer.logOdds(batch.tokens(), ANSWERS);
            int[] answers = batch.answers();
            for (int i = 0; i < odds.length; i++) {
                assertThat(odds[i] > 0).isEqualTo(answers[i] == ANSWERS.yes());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void theBaseStaysAsItIs(Precision precision) throws IOException {
        byte[] file = Files.readAllBytes(base.resolve("model.safetensors"));
        List<int[]> prompts = TinyConfigs.prompts(new Random(3), 6, 12);
        try (DjlLanguageModel model = open(precision)) {
            double[] before = odds(model, prompts);
            try (AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS)) {
                trainer.step(TinyConfigs.batch(new Random(2), 8, 12), 1e-2);
                assertThat(trainer.logOdds(prompts, ANSWERS)).isNotEqualTo(before);
            }
            assertThat(odds(model, prompts)).isEqualTo(before);
            if (precision == Precision.FLOAT32) {
                Path again = folder.resolve("again");
                SafeTensorsWriter.write(again, model.decoder().weights().tensors());
                assertThat(Files.readAllBytes(again)).isEqualTo(file);
            }
        }
        assertThat(Files.readAllBytes(base.resolve("model.safetensors"))).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void partsOfABatchTeachWhatTheWholeTeaches(long seed) throws IOException {
        TrainingBatch whole = TinyConfigs.batch(new Random(seed), 12, 12);
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer one = AdapterTrainer.over(model, LORA, seed, OPTIONS);
                AdapterTrainer many = AdapterTrainer.over(model, LORA, seed, OPTIONS)) {
            for (int step = 0; step < 3; step++) {
                Trainer.Update expected = one.step(whole, 1e-3);
                Trainer.Update found = many.step(Parts.of(whole, 5, 1, 6), 1e-3);
                assertThat(found.loss()).as("seed %d", seed).isCloseTo(expected.loss(), offset(1e-6));
                assertThat(found.gradientNorm())
                        .as("seed %d", seed)
                        .isCloseTo(expected.gradientNorm(), offset(1e-5 * expected.gradientNorm()));
            }
            assertThat(many.loss(whole)).isCloseTo(one.loss(whole), offset(1e-4));
        }
    }

    @Test
    void equalSeedsGiveEqualBytes() throws IOException {
        try (DjlLanguageModel model = open(Precision.FLOAT32)) {
            assertThat(train(model, "a", 7)).isEqualTo(train(model, "b", 7));
            assertThat(train(model, "c", 8)).isNotEqualTo(train(model, "d", 7));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void trainingsSideBySideOnOneBaseLearnWhatTheyLearnAlone(Precision precision) throws Exception {
        try (DjlLanguageModel model = open(precision)) {
            byte[] seven = train(model, "e", 7);
            byte[] eight = train(model, "f", 8);
            ExecutorService pool = Executors.newFixedThreadPool(2);
            try {
                var first = CompletableFuture.supplyAsync(() -> train(model, "g", 7), pool);
                var second = CompletableFuture.supplyAsync(() -> train(model, "h", 8), pool);
                assertThat(first.get()).isEqualTo(seven);
                assertThat(second.get()).isEqualTo(eight);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void aSavedAdapterIsReadAsItWas() throws IOException {
        List<int[]> prompts = TinyConfigs.prompts(new Random(3), 6, 12);
        Path dir = folder.resolve("saved");
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS)) {
            trainer.step(TinyConfigs.batch(new Random(4), 8, 12), 1e-2);
            trainer.save(dir);
            try (DjlLanguageModel adapted = model.withAdapter(dir)) {
                assertThat(odds(adapted, prompts)).isEqualTo(trainer.logOdds(prompts, ANSWERS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aRestoredTrainingTakesTheStepsThatItWouldHaveTaken(long seed) throws IOException {
        Random random = new Random(seed);
        List<TrainingBatch> batches = random.ints(9, 1, 20)
                .mapToObj(size -> TinyConfigs.batch(random, size, 12))
                .toList();
        int brokenOff = random.nextInt(10);
        Path state = folder.resolve("state-" + seed);
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer undisturbed = AdapterTrainer.over(model, LORA, seed, OPTIONS);
                AdapterTrainer first = AdapterTrainer.over(model, LORA, seed, OPTIONS);
                AdapterTrainer second = AdapterTrainer.over(model, LORA, seed + 1, OPTIONS)) {
            batches.forEach(batch -> undisturbed.step(batch, 1e-2));
            batches.subList(0, brokenOff).forEach(batch -> first.step(batch, 1e-2));
            first.saveState(state);
            second.restoreState(state);
            batches.subList(brokenOff, 9).forEach(batch -> second.step(batch, 1e-2));
            assertThat(bytes(second, "second-" + seed))
                    .as("seed %d, broken off after %d steps", seed, brokenOff)
                    .isEqualTo(bytes(undisturbed, "undisturbed-" + seed));
        }
    }

    @Test
    void aStateOfAnotherShapeIsRefused() throws IOException {
        LoraConfig wider = LoraConfig.of(5, 8, List.of(Projection.QUERY), null);
        Path state = folder.resolve("wider");
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS);
                AdapterTrainer other = AdapterTrainer.over(model, wider, 1, OPTIONS)) {
            other.saveState(state);
            assertThatThrownBy(() -> trainer.restoreState(state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(state + ": tensor weight.00000 has shape [5, 16], expected [4, 16];"
                            + " does the configuration belong to these weights?");
        }
    }

    @Test
    void anAdapterOfNothingIsRefused() throws IOException {
        try (DjlLanguageModel model = open(Precision.FLOAT32)) {
            assertThatThrownBy(() -> AdapterTrainer.over(model, LoraConfig.of(4, 8, List.of(), null), 1, OPTIONS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("The adapter covers no projection of the base")
                    .hasMessageEndingWith("expected names such as q_proj");
        }
    }

    @Test
    void aDivergedTrainingStopsBeforeTheStep() throws IOException {
        TrainingBatch batch = TinyConfigs.batch(new Random(1), 4, 12);
        try (DjlLanguageModel model = open(Precision.FLOAT32);
                AdapterTrainer trainer = AdapterTrainer.over(model, LORA, 1, OPTIONS)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 50; i++) {
                            trainer.step(batch, 1e30);
                        }
                    })
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("expected a number; the weights are as they were before this step."
                            + " Lower the learning rate (1.0E30 here)");
        }
    }

    private static DjlLanguageModel open(Precision precision) throws IOException {
        return DjlLanguageModel.open(base, Device.CPU, precision);
    }

    private static double[] odds(DjlLanguageModel model, List<int[]> prompts) {
        return model.read(prompts, ANSWERS, Taps.none()).logOdds();
    }

    /** Twenty steps from a seed; gives the bytes of the adapter. */
    private static byte[] train(DjlLanguageModel model, String name, long seed) {
        var random = new Random(seed);
        try (AdapterTrainer trainer = AdapterTrainer.over(model, LORA, seed, OPTIONS)) {
            for (int i = 0; i < 20; i++) {
                trainer.step(TinyConfigs.batch(random, 16, 12), 3e-3);
            }
            return bytes(trainer, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Trainer trainer, String name) throws IOException {
        Path dir = folder.resolve(name);
        trainer.save(dir);
        return Files.readAllBytes(dir.resolve("adapter_model.safetensors"));
    }
}
