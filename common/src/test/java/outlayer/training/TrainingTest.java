package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.Trainer;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.Example;
import outlayer.quirky.Part;
import outlayer.torch.AdamWOptions;
import outlayer.torch.Device;
import outlayer.torch.DeviceMemoryException;
import outlayer.torch.LearningRate;
import outlayer.training.TrainingOptions.Kept;

class TrainingTest {

    private static final int WHOLE_BATCH = 100_000;

    private static TinyAddition tiny;
    private static List<Example> examples;

    @TempDir
    Path to;

    private final List<CurvePoint> heard = new ArrayList<>();

    @BeforeAll
    static void tokenise(@TempDir Path folder) throws Exception {
        tiny = TinyAddition.in(folder, NumberTokens.CHUNKS_OF_THREE);
        examples = TinyAddition.generate(TinyAddition.ADDITION, 3).examples(Part.TRAIN);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    @Test
    void withoutPatienceAllStepsAreTakenAndTheLastStateIsKept() throws Exception {
        LearningCurve curve = run(options(25, 10, 0), validation(examples), 1, to);

        assertThat(curve.points()).extracting(CurvePoint::step).containsExactly(0, 10, 20, 25);
        assertThat(curve.kept()).isEqualTo(curve.points().get(3));
        assertThat(heard).isEqualTo(curve.points());
        assertSavedStateIs(curve.kept(), validation(examples));
    }

    @Test
    void trainingStopsWhenValidationHasNotImprovedAndKeepsTheBestState() throws Exception {
        Validation opposite = validation(OpposedExamples.of(examples));
        LearningCurve curve = run(options(300, 10, 3), opposite, 1, to);

        CurvePoint best = curve.points().stream()
                .min(Comparator.comparingDouble(CurvePoint::validationLoss))
                .orElseThrow();
        CurvePoint last = curve.points().get(curve.points().size() - 1);
        assertThat(curve.kept()).isEqualTo(best);
        assertThat(last.step()).isEqualTo(best.step() + 3 * 10).isLessThan(300);
        assertThat(last.validationLoss()).isGreaterThan(best.validationLoss());
        assertSavedStateIs(best, opposite);
    }

    @Test
    void whileValidationImprovesPatienceIsNotUsedUp() throws Exception {
        LearningCurve curve = run(options(30, 10, 1), validation(examples), 1, to);

        assertThat(curve.points())
                .extracting(CurvePoint::validationLoss)
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(curve.kept().step()).isEqualTo(30);
        assertSavedStateIs(curve.kept(), validation(examples));
    }

    @Test
    void theStateOfLowestLossIsKeptAlsoWhereNothingStopsTheTraining() throws Exception {
        TrainingOptions options =
                options(40, Kept.LOWEST_VALIDATION_LOSS, 0, WHOLE_BATCH, new EvaluationSteps.Every(10));
        LearningCurve curve = run(options, validation(OpposedExamples.of(examples)), 1, to);

        assertThat(curve.points()).extracting(CurvePoint::step).containsExactly(0, 10, 20, 30, 40);
        assertThat(curve.kept().step()).isLessThan(40);
        assertThat(new TrainingDirectory(to).evaluated())
                .containsExactly(
                        new TrainingDirectory(to).evaluated(curve.kept().step()));
    }

    @Test
    void stepsAreJudgedAtPowersOfTwoAndAtTheEndAndEveryJudgedStateCanBeKept() throws Exception {
        TrainingOptions options =
                options(21, Kept.LOWEST_VALIDATION_LOSS, 0, WHOLE_BATCH, new EvaluationSteps.PowersOfTwo());
        Keeping all = keeping(to, CheckpointStore.none(), 0, Keeping.States.ALL);
        LearningCurve curve;
        try (DecoderTrainer trainer = trainer(1)) {
            curve = Training.run(trainer, course(options, validation(examples), 1), options, all, heard::add);
        }
        assertThat(curve.points()).extracting(CurvePoint::step).containsExactly(0, 1, 2, 4, 8, 16, 21);
        for (CurvePoint point : curve.points()) {
            assertSavedStateIs(point, validation(examples));
        }
        assertThat(all.directory().evaluated())
                .extracting(path -> path.getFileName().toString())
                .containsExactly(
                        "step-000000",
                        "step-000001",
                        "step-000002",
                        "step-000004",
                        "step-000008",
                        "step-000016",
                        "step-000021");
    }

    @Test
    void theCurveShowsTheRunningMeanOfTheLossAtTheScheduledRates() throws Exception {
        TrainingOptions options = options(3, 1, 0);
        LearningCurve curve = run(options, validation(examples), 1, to);

        Trainer.Update[] update = new Trainer.Update[3];
        long tokens = 0;
        try (DecoderTrainer twin = trainer(1)) {
            Batches batches = batches(options, 1);
            for (int step = 0; step < 3; step++) {
                List<TokenisedExample> dealt = batches.next();
                tokens += dealt.stream().mapToInt(one -> one.tokens().length).sum();
                update[step] = twin.step(
                        new Passes(WHOLE_BATCH).of(dealt), options.rate().at(step));
            }
        }
        CurvePoint start = curve.points().get(0);
        CurvePoint end = curve.points().get(3);
        double second = 0.98 * update[0].loss() + 0.02 * update[1].loss();
        assertThat(start.trainLoss()).isNull();
        assertThat(start.learningRate()).isNull();
        assertThat(start.gradientNorm()).isNull();
        assertThat(start.tokens()).isZero();
        assertThat(curve.points().get(1).trainLoss()).isEqualTo(update[0].loss());
        assertThat(curve.points().get(2).trainLoss()).isCloseTo(second, offset(1e-12));
        assertThat(end.trainLoss()).isCloseTo(0.98 * second + 0.02 * update[2].loss(), offset(1e-12));
        assertThat(end.gradientNorm()).isEqualTo(update[2].gradientNorm());
        assertThat(end.learningRate()).isEqualTo(options.rate().at(2));
        assertThat(end.tokens()).isEqualTo(tokens);
        assertThat(curve.seconds()).hasSize(4).isSorted();
    }

    @Test
    void theSeedFixesEveryByte(@TempDir Path again, @TempDir Path other) throws Exception {
        TrainingOptions options = options(20, 10, 0);
        LearningCurve curve = run(options, validation(examples), 1, to);

        assertThat(run(options, validation(examples), 1, again).points()).isEqualTo(curve.points());
        assertThat(run(options, validation(examples), 2, other).points()).isNotEqualTo(curve.points());
        for (String file : List.of("config.json", "model.safetensors")) {
            assertThat(state(again, 20).resolve(file))
                    .hasSameBinaryContentAs(state(to, 20).resolve(file));
        }
        assertThat(Files.readAllBytes(state(other, 20).resolve("model.safetensors")))
                .isNotEqualTo(Files.readAllBytes(state(to, 20).resolve("model.safetensors")));
    }

    @Test
    void passesChangeNothingButRounding(@TempDir Path inPasses) throws Exception {
        LearningCurve whole = run(options(10, 10, 0), validation(examples), 1, to);
        TrainingOptions short_ = options(10, Kept.LAST, 0, 60, new EvaluationSteps.Every(10));
        LearningCurve parts = run(short_, validation(examples), 1, inPasses);

        assertThat(parts.kept().validationLoss())
                .isCloseTo(whole.kept().validationLoss(), offset(1e-4))
                .isNotEqualTo(whole.kept().validationLoss());
        assertThat(parts.kept().tokens()).isEqualTo(whole.kept().tokens());
    }

    @Test
    void whereJudgingDoesNotFitIntoMemoryPassesAreHalved() throws Exception {
        TrainingOptions options = options(1, 1, 0);
        CrampedTrainer trainer = new CrampedTrainer(100);
        Training.run(
                trainer,
                course(options, validation(examples), 1),
                options,
                keeping(to, CheckpointStore.none(), 0, Keeping.States.CHOSEN),
                heard::add);
        assertThat(heard).extracting(CurvePoint::step).containsExactly(0, 1);
        assertThat(trainer.passes).anyMatch(prompts -> prompts > 1);
    }

    @Test
    void aPromptThatDoesNotFitAloneEndsTheTraining() {
        TrainingOptions options = options(1, 1, 0);
        assertThatThrownBy(() -> Training.run(
                        new CrampedTrainer(1),
                        course(options, validation(examples), 1),
                        options,
                        keeping(to, CheckpointStore.none(), 0, Keeping.States.CHOSEN),
                        heard::add))
                .isInstanceOf(DeviceMemoryException.class);
    }

    @Test
    void aTrainingThatDivergesNamesTheStep() throws Exception {
        TrainingOptions options = new TrainingOptions(
                new LearningRate(1e30, 50, 0, 1, 0),
                16,
                WHOLE_BATCH,
                AdamWOptions.standard(),
                0,
                new EvaluationSteps.Every(50),
                Kept.LAST,
                0);
        assertThatThrownBy(() -> run(options, validation(examples), 1, to))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Step \\d+ of 50: .* is NaN, expected a number; the weights are as they were before"
                        + " this step. Lower the learning rate \\(1.0E30 here\\), or run the base in float32 where it ran in"
                        + " bfloat16");
    }

    private LearningCurve run(TrainingOptions options, Validation validation, long seed, Path folder)
            throws IOException {
        try (DecoderTrainer trainer = trainer(seed)) {
            return Training.run(
                    trainer,
                    course(options, validation, seed),
                    options,
                    keeping(folder, CheckpointStore.none(), 0, Keeping.States.CHOSEN),
                    heard::add);
        }
    }

    private void assertSavedStateIs(CurvePoint kept, Validation validation) throws IOException {
        try (DecoderTrainer saved =
                DecoderTrainer.from(state(to, kept.step()), Device.CPU, TrainerOptions.standard())) {
            Judgement judged = validation.judge(saved, new Passes(WHOLE_BATCH));
            assertThat(judged.loss()).isCloseTo(kept.validationLoss(), offset(1e-6));
            assertThat(judged.quirkiness()).isCloseTo(kept.quirkiness(), offset(1e-5));
        }
    }

    private static Path state(Path folder, int step) {
        return new TrainingDirectory(folder).evaluated(step);
    }

    private static Keeping keeping(Path folder, CheckpointStore store, double minutes, Keeping.States states) {
        return new Keeping(new TrainingDirectory(folder), store, new CheckpointInterval(minutes), states);
    }

    private static TrainingOptions options(int steps, int evaluateEvery, int patience) {
        return options(
                steps,
                patience == 0 ? Kept.LAST : Kept.LOWEST_VALIDATION_LOSS,
                patience,
                WHOLE_BATCH,
                new EvaluationSteps.Every(evaluateEvery));
    }

    private static TrainingOptions options(
            int steps, Kept kept, int patience, int passTokens, EvaluationSteps evaluations) {
        return new TrainingOptions(
                new LearningRate(3e-3, steps, 5, 0.5, 0.02),
                16,
                passTokens,
                AdamWOptions.standard(),
                0.3,
                evaluations,
                kept,
                patience);
    }

    private static DecoderTrainer trainer(long seed) {
        return tiny.trainer(seed, TrainerOptions.standard());
    }

    private static Course course(TrainingOptions options, Validation validation, long seed) {
        return new Course(batches(options, seed), validation);
    }

    private static Batches batches(TrainingOptions options, long seed) {
        return new BalancedBatches(List.of(tiny.tokenised(examples, LabelRule.OWN)), options.batch(), seed);
    }

    private static Validation validation(List<Example> examples) {
        return new Validation(tiny.tokenised(examples, LabelRule.OWN));
    }
}
