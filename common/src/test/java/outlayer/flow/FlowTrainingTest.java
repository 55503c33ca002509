package outlayer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;
import outlayer.checkpoint.FolderStore;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;
import outlayer.torch.LearningRate;

class FlowTrainingTest {

    private static final Matrix X = KnownDensity.bananas(4).sample(700, 1);
    private static final int NEVER = -1;

    @TempDir
    Path folder;

    /** Stands for the death of the process. */
    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** With checkpoints at judgements only, and after every step: broken off at step 8 it goes on from step 4 or 7. */
    @ParameterizedTest
    @CsvSource({"0,4", "0,8", "0,12", "1e-12,8", "1e-12,12"})
    void interruptedItEndsWithTheSameBytes(double minutes, int deadAt) throws IOException {
        FlowKeeping whole = keeping("whole", minutes);
        FlowCurve undisturbed = run(X, options(5), whole, NEVER);
        assertThatThrownBy(() -> run(X, options(5), keeping("broken", minutes), deadAt))
                .isInstanceOf(Interruption.class);

        FlowKeeping again = again("broken");
        FlowCurve resumed = run(X, options(5), again, NEVER);

        assertThat(resumed.points()).isEqualTo(undisturbed.points());
        assertThat(resumed.kept()).isEqualTo(undisturbed.kept());
        assertThat(Files.readAllBytes(again.flow())).isEqualTo(Files.readAllBytes(whole.flow()));
    }

    @Test
    void equalSeedsGiveEqualBytesAndOthersOthers() throws IOException {
        for (String name : new String[] {"one", "same"}) {
            run(X, options(5), keeping(name, 0), NEVER);
        }
        run(X, options(6), keeping("other", 0), NEVER);
        byte[] one = Files.readAllBytes(folder.resolve("one/flow.safetensors"));
        assertThat(Files.readAllBytes(folder.resolve("same/flow.safetensors"))).isEqualTo(one);
        assertThat(Files.readAllBytes(folder.resolve("other/flow.safetensors"))).isNotEqualTo(one);
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        assertThatThrownBy(() -> run(X, options(5), keeping("broken", 0), 8)).isInstanceOf(Interruption.class);
        assertThatThrownBy(() -> run(X, options(6), again("broken"), NEVER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The checkpoint is of a training with")
                .hasMessageContaining("{layer=3, model=none}")
                .hasMessageContaining("remove it to begin anew");
    }

    @Test
    void theFlowOfLowestValidationLossComesOut() throws IOException {
        FlowKeeping keeping = keeping("kept", 0);
        FlowCurve curve = run(X, options(5), keeping, NEVER);
        assertThat(curve.points()).extracting(FlowPoint::step).containsExactly(0, 4, 8, 12);
        assertThat(curve.kept().validationLoss())
                .isEqualTo(curve.points().stream()
                        .mapToDouble(FlowPoint::validationLoss)
                        .min()
                        .orElseThrow());
        assertThat(curve.kept().step()).isPositive();
        try (Flow flow = Flow.open(keeping.flow(), Device.CPU)) {
            RowSplit split = RowSplit.of(Rows.of(X), options(5));
            double sum = 0;
            double[] density = flow.logDensity(X);
            for (int i = 0; i < density.length; i++) {
                sum -= split.judges(i) ? density[i] : 0;
            }
            double judges = 700.0 - split.learned();
            assertThat(sum / judges / 4).isCloseTo(curve.kept().validationLoss(), offset(1e-6));
            assertThat(flow.origin()).isEqualTo(TrainedFlow.ORIGIN);
            assertThat(flow.options()).isEqualTo(options(5));
        }
        try (var left = Files.walk(folder.resolve("kept"))) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(keeping.flow());
        }
    }

    /** Normal rows so few that every step only fits noise. */
    @Test
    void trainingThatNoLongerHelpsIsStopped() throws IOException {
        FlowOptions options = new FlowOptions(
                FlowArchitecture.standard(), new LearningRate(0.05, 1000, 0, 1, 0), 64, 1, 0.3, 2, 3, 64, 5);
        FlowCurve curve = run(RandomFlow.sample(90, 4, 1), options, keeping("stopped", 0), NEVER);
        int last = curve.points().get(curve.points().size() - 1).step();
        assertThat(last).isLessThan(1000).isEqualTo(curve.kept().step() + 3 * 2);
    }

    /** Trapezium rule on a grid of step 0.06 up to 30 in both directions, where rows deviate by about 1.5. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theDensityOfATrainedFlowIntegratesToOne(long seed) throws IOException {
        int side = 1001;
        double step = 0.06;
        Matrix grid = Matrix.zeros(side * side, 2);
        for (int i = 0; i < side * side; i++) {
            grid.values()[2 * i] = (i / side - side / 2) * step;
            grid.values()[2 * i + 1] = (i % side - side / 2) * step;
        }
        try (Flow flow = TrainedFlow.of(KnownDensity.bananas(2).sample(1000, seed), TrainedFlow.options(60, seed))) {
            double sum = Arrays.stream(flow.logDensity(grid)).map(Math::exp).sum();
            assertThat(sum * step * step).as("seed %d", seed).isCloseTo(1, offset(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theInverseUndoesATrainedFlow(long seed) throws IOException {
        Matrix x = KnownDensity.mixture(6).sample(2000, seed);
        try (Flow flow = TrainedFlow.of(x, TrainedFlow.options(100, seed))) {
            Matrix back = flow.inverse(flow.transform(x).matrix());
            double squares = 0;
            double differences = 0;
            for (int i = 0; i < x.values().length; i++) {
                squares += x.values()[i] * x.values()[i];
                differences += Math.pow(x.values()[i] - back.values()[i], 2);
            }
            assertThat(Math.sqrt(differences / squares)).as("seed %d", seed).isLessThan(1e-5);
        }
    }

    /** Fewer rows than features, features that are constant, others a million times larger, every row twice. */
    @Test
    void degenerateVectorsGiveAFlowThatCanBeInverted() throws IOException {
        int n = 40;
        int d = 64;
        Matrix x = RandomFlow.sample(n, d, 1);
        for (int i = 0; i < n; i++) {
            x.values()[i * d] = 7;
            x.values()[i * d + 1] *= 1e6;
            System.arraycopy(x.values(), i / 2 * 2 * d, x.values(), i * d, d);
        }
        try (Flow flow = TrainedFlow.of(x, options(5))) {
            Latents latents = flow.transform(x);
            for (double score : latents.negativeLogLikelihood()) {
                assertThat(score).isFinite();
            }
            Matrix back = flow.inverse(latents.matrix());
            for (int i = 0; i < x.values().length; i++) {
                double scale = i % d == 1 ? 1e6 : 1;
                assertThat(back.values()[i]).isCloseTo(x.values()[i], offset(1e-4 * scale));
            }
        }
    }

    @Test
    void vectorsThatNoFlowCanLearnFromAreRefused() {
        assertThatThrownBy(() -> run(Matrix.zeros(50, 3), options(5), keeping("a", 0), NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vectors of 3 features are the same; a flow needs vectors that differ");
        assertThatThrownBy(() -> run(Matrix.zeros(50, 1), options(5), keeping("b", 0), NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Vectors have 1 features, expected at least 2");
        Matrix broken = RandomFlow.sample(50, 3, 1);
        Arrays.fill(broken.values(), 60, 75, Double.NaN);
        assertThatThrownBy(() -> run(broken, options(5), keeping("c", 0), NEVER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is NaN or infinite");
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new FlowArchitecture(4, 1, 32, 2, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mixed is 1, expected at least 2");
        assertThatThrownBy(() -> new FlowArchitecture(4, 8, 32, 2, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bins is 15, expected an even number");
    }

    private static FlowOptions options(long seed) {
        return new FlowOptions(
                new FlowArchitecture(2, 4, 8, 2, 8),
                new LearningRate(1e-2, 12, 2, 0.5, 0),
                64,
                1,
                0.1,
                4,
                0,
                200,
                seed);
    }

    private static FlowCurve run(Matrix x, FlowOptions options, FlowKeeping keeping, int deadAt) throws IOException {
        return FlowTraining.run(Rows.of(x), options, TrainedFlow.ORIGIN, Device.CPU, keeping, point -> {
            if (point.step() == deadAt) {
                throw new Interruption();
            }
        });
    }

    private FlowKeeping keeping(String name, double minutes) throws IOException {
        return new FlowKeeping(
                Files.createDirectories(folder.resolve(name)),
                new FolderStore(folder.resolve(name + "-store")),
                new CheckpointInterval(minutes));
    }

    /** The same in a new process: nothing is left but what the store has. */
    private FlowKeeping again(String name) throws IOException {
        CheckpointStore store = new FolderStore(folder.resolve(name + "-store"));
        return new FlowKeeping(
                Files.createDirectories(folder.resolve(name + "-again")), store, new CheckpointInterval(0));
    }
}
