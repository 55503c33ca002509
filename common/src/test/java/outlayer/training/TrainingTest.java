package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
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
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.lm.TrainerOptions;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

class TrainingTest {

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
        // Judged by the opposite answers: the more is learned, the worse.
        Validation opposite =
                validation(examples.stream().map(TrainingTest::opposite).toList());
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
    void theCurveShowsTheRunningMeanOfTheLossAtTheScheduledRates() throws Exception {
        TrainingOptions options = options(3, 1, 0);
        LearningCurve curve = run(options, validation(examples), 1, to);

        double[] loss = new double[3];
        try (DecoderTrainer twin = trainer(1)) {
            BalancedBatches batches = batches(options, 1);
            for (int step = 0; step < 3; step++) {
                loss[step] = twin.step(batches.next(), options.learningRateAt(step));
            }
        }
        double second = 0.98 * loss[0] + 0.02 * loss[1];
        assertThat(curve.points().get(0).trainLoss()).isNull();
        assertThat(curve.points().get(1).trainLoss()).isEqualTo(loss[0]);
        assertThat(curve.points().get(2).trainLoss()).isCloseTo(second, offset(1e-12));
        assertThat(curve.points().get(3).trainLoss()).isCloseTo(0.98 * second + 0.02 * loss[2], offset(1e-12));
    }

    @Test
    void theSeedFixesEveryByte(@TempDir Path again, @TempDir Path other) throws Exception {
        TrainingOptions options = options(20, 10, 0);
        LearningCurve curve = run(options, validation(examples), 1, to);

        assertThat(run(options, validation(examples), 1, again)).isEqualTo(curve);
        assertThat(run(options, validation(examples), 2, other)).isNotEqualTo(curve);
        for (String file : List.of("config.json", "model.safetensors")) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(to.resolve(file));
        }
        assertThat(Files.readAllBytes(other.resolve("model.safetensors")))
                .isNotEqualTo(Files.readAllBytes(to.resolve("model.safetensors")));
    }

    private LearningCurve run(TrainingOptions options, Validation validation, long seed, Path folder)
            throws IOException {
        try (DecoderTrainer trainer = trainer(seed)) {
            return Training.run(trainer, batches(options, seed), validation, options, folder, heard::add);
        }
    }

    private static void assertSavedStateIs(CurvePoint kept, Validation validation, Path folder) throws IOException {
        try (DecoderTrainer saved = DecoderTrainer.from(folder, TrainerOptions.standard())) {
            CurvePoint measured = validation.measure(saved, kept.step(), kept.trainLoss());
            assertThat(measured.validationLoss()).isCloseTo(kept.validationLoss(), offset(1e-6));
            assertThat(measured.quirkiness()).isCloseTo(kept.quirkiness(), offset(1e-5));
        }
    }

    private void assertSavedStateIs(CurvePoint kept, Validation validation) throws IOException {
        assertSavedStateIs(kept, validation, to);
    }

    private static TrainingOptions options(int steps, int evaluateEvery, int patience) {
        return new TrainingOptions(steps, 5, 3e-3, 0.5, 16, 0.3, 0.1, evaluateEvery, patience);
    }

    private static DecoderTrainer trainer(long seed) {
        return tiny.trainer(seed, TrainerOptions.standard());
    }

    private static BalancedBatches batches(TrainingOptions options, long seed) {
        return new BalancedBatches(
                List.of(tiny.tokenised(examples, LabelRule.OWN)), tiny.answers(), options.batch(), seed);
    }

    private static Validation validation(List<Example> examples) {
        return new Validation(tiny.tokenised(examples, LabelRule.OWN), tiny.answers());
    }

    /** The same prompt with both characters' answers turned round. */
    private static Example opposite(Example of) {
        return new Example(
                of.id(),
                of.question(),
                of.dataset(),
                of.part(),
                of.character(),
                of.name(),
                of.template(),
                of.statement(),
                of.noChoice(),
                of.yesChoice(),
                !of.label(),
                !of.aliceLabel(),
                !of.bobLabel(),
                of.difficulty(),
                of.difficultyQuantile(),
                of.resultStart(),
                of.resultEnd());
    }
}
