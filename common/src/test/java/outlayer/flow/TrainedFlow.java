package outlayer.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;
import outlayer.torch.LearningRate;

/** Trains flows on rows in memory. */
final class TrainedFlow {

    static final Map<String, String> ORIGIN = Map.of("model", "none", "layer", "3");

    private static final double FEW_FEATURES = 5e-3;

    private TrainedFlow() {}

    static FlowKeeping keeping(Path directory, CheckpointStore store) {
        return new FlowKeeping(directory, store, new CheckpointInterval(0));
    }

    static Flow of(Matrix x, FlowOptions options) throws IOException {
        Path directory = Files.createTempDirectory("flow");
        FlowKeeping keeping = keeping(directory, CheckpointStore.none());
        FlowTraining.run(Rows.of(x), options, ORIGIN, Device.CPU, keeping, point -> {});
        Flow flow = Flow.open(keeping.flow(), Device.CPU);
        Files.delete(keeping.flow());
        Files.delete(directory);
        return flow;
    }

    /** Standard settings of so many steps, and of a rate that suits many rows of few features. */
    static FlowOptions options(int steps, long seed) {
        FlowOptions standard = FlowOptions.standard(seed);
        return new FlowOptions(
                standard.architecture(),
                new LearningRate(FEW_FEATURES, steps, Math.min(50, steps), 0.1, 0),
                standard.batch(),
                standard.maxGradientNorm(),
                standard.validationShare(),
                Math.min(steps, standard.judgeEvery()),
                standard.patience(),
                standard.shuffleRows(),
                seed);
    }
}
