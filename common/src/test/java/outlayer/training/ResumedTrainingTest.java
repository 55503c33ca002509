package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.FolderStore;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.Projection;
import outlayer.lm.AdapterTrainer;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.Trainer;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.Part;
import outlayer.torch.AdamWOptions;
import outlayer.torch.Device;
import outlayer.torch.LearningRate;
import outlayer.training.TrainingOptions.Kept;

/** A training whose process dies, however often, ends as if it had not. */
class ResumedTrainingTest {

    private static final int STEPS = 9;
    private static final TrainingOptions OPTIONS = new TrainingOptions(
            LearningRate.published(1e-2, STEPS, 0.15),
            8,
            80,
            new AdamWOptions(0.9, 0.95, 1e-8, 0.1, 1),
            0,
            new EvaluationSteps.PowersOfTwo(),
            Kept.LOWEST_VALIDATION_LOSS,
            0);

    /** What is trained. */
    enum Mode {
        LORA,
        FULL
    }

    @TempDir
    static Path folder;

    private static TinyAddition tiny;
    private static List<TokenisedExample> training;
    private static DjlLanguageModel base;

    @BeforeAll
    static void open() throws IOException {
        tiny = TinyAddition.in(folder, NumberTokens.CHUNKS_OF_THREE);
        training =
                tiny.tokenised(TinyAddition.generate(TinyAddition.ADDITION, 3).examples(Part.TRAIN), LabelRule.OWN);
        try (Trainer random = tiny.trainer(1, TrainerOptions.standard())) {
            random.save(folder.resolve("base"));
        }
        base = DjlLanguageModel.open(folder.resolve("base"), Device.CPU, Precision.FLOAT32);
    }

    @AfterAll
    static void close() {
        base.close();
        tiny.close();
    }

    /** Checkpoints only where it is judged, so that steps in between are taken again. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void interruptedBeforeAnyStepItEndsWithTheSameBytes(Mode mode) throws IOException {
        LearningCurve undisturbed = run(mode, keeping(mode + "-undisturbed", 0), Integer.MAX_VALUE);
        for (int step = 0; step < STEPS; step++) {
            String name = mode + "-" + step;
            Keeping keeping = keeping(name, 0);
            int steps = step;
            assertThatThrownBy(() -> run(mode, keeping, steps)).isInstanceOf(InterruptedTrainer.Interruption.class);

            LearningCurve resumed = run(mode, again(keeping, name), Integer.MAX_VALUE);

            assertThat(resumed.points()).as("broken off before step %d", step).isEqualTo(undisturbed.points());
            assertThat(contents(folder.resolve(name + "-again/evaluated")))
                    .as("broken off before step %d", step)
                    .isEqualTo(contents(folder.resolve(mode + "-undisturbed/evaluated")));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void interruptedAgainAndAgainItEndsWithTheSameBytes(long seed) throws IOException {
        LearningCurve undisturbed = run(Mode.LORA, keeping("undisturbed-" + seed, 0), Integer.MAX_VALUE);
        Random random = new Random(seed);
        // A checkpoint after every step.
        Keeping keeping = keeping("often-" + seed, 1e-12);
        for (int attempt = 0; attempt < 3; attempt++) {
            Keeping next = again(keeping, "often-" + seed + "-" + attempt);
            int steps = random.nextInt(3);
            assertThatThrownBy(() -> run(Mode.LORA, next, steps)).isInstanceOf(InterruptedTrainer.Interruption.class);
        }
        LearningCurve resumed = run(Mode.LORA, again(keeping, "often-" + seed), Integer.MAX_VALUE);

        assertThat(resumed.points()).as("seed %d", seed).isEqualTo(undisturbed.points());
        assertThat(contents(folder.resolve("often-" + seed + "-again/evaluated")))
                .as("seed %d", seed)
                .isEqualTo(contents(folder.resolve("undisturbed-" + seed + "/evaluated")));
    }

    private static LearningCurve run(Mode mode, Keeping keeping, int steps) throws IOException {
        try (Trainer trainer = new InterruptedTrainer(trainer(mode), steps)) {
            Course course = new Course(
                    new UndersampledBatches(training, OPTIONS.batch(), 5), new Validation(training.subList(0, 40)));
            return Training.run(trainer, course, OPTIONS, keeping, point -> {});
        }
    }

    private static Trainer trainer(Mode mode) {
        return mode == Mode.FULL
                ? tiny.trainer(7, OPTIONS.trainer())
                : AdapterTrainer.over(
                        base, LoraConfig.of(2, 4, List.of(Projection.values()), null), 7, OPTIONS.trainer());
    }

    private static Keeping keeping(String name, double minutes) {
        return new Keeping(
                new TrainingDirectory(folder.resolve(name)),
                new FolderStore(folder.resolve(name + "-store")),
                new CheckpointInterval(minutes),
                Keeping.States.ALL);
    }

    /** The same in a new process: nothing is left but what the store has. */
    private static Keeping again(Keeping of, String name) {
        return new Keeping(
                new TrainingDirectory(folder.resolve(name + "-again")), of.store(), of.interval(), of.states());
    }

    private static Map<String, List<Byte>> contents(Path directory) throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : Files.readAllBytes(file)) {
                    bytes.add(b);
                }
                contents.put(directory.relativize(file).toString(), bytes);
            }
        }
        return contents;
    }
}
