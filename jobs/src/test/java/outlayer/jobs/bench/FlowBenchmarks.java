package outlayer.jobs.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.CheckpointStore;
import outlayer.flow.Flow;
import outlayer.flow.FlowArchitecture;
import outlayer.flow.FlowCurve;
import outlayer.flow.FlowKeeping;
import outlayer.flow.FlowOptions;
import outlayer.flow.FlowTraining;
import outlayer.flow.Rows;
import outlayer.torch.Device;
import outlayer.torch.LearningRate;

/** Vectors a second of one core, training a flow and scoring by it, against matrix products of as many operations. */
final class FlowBenchmarks {

    private static final int SMALL_DIMENSION = 64;
    private static final int BLOCK = 1024;
    private static final int ROWS = 16 * BLOCK;
    private static final double JUDGES = 0.005;
    private static final int BATCH = 256;

    private final Path out;
    private final Sizes sizes;

    FlowBenchmarks(Path out, Sizes sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    Result trainSmall() {
        return train("flow-training-64", SMALL_DIMENSION, 40);
    }

    Result trainWide() {
        return train("flow-training-wide", sizes.square().d(), 6);
    }

    Result scoreSmall() {
        return score("flow-scoring-64", SMALL_DIMENSION);
    }

    Result scoreWide() {
        return score("flow-scoring-wide", sizes.square().d());
    }

    /** One training that is judged, by few rows, after every so many steps: the curve has the seconds between. */
    private Result train(String name, int d, int steps) {
        FlowCurve curve = run(d, steps);
        List<Double> seconds = new ArrayList<>();
        for (int i = 1; i < curve.seconds().size(); i++) {
            seconds.add(curve.seconds().get(i) - curve.seconds().get(i - 1));
        }
        return result(
                name,
                d,
                seconds,
                (double) steps * BATCH,
                new FlowWork(d, FlowArchitecture.standard(), ROWS).training(),
                String.format(
                        Locale.ROOT,
                        "whitening of %d vectors %.1f s; peak of the process %s",
                        ROWS,
                        curve.seconds().get(0),
                        peak()));
    }

    private Result score(String name, int d) {
        run(d, 1);
        float[] rows = block(d);
        try (Flow flow = Flow.open(keeping(d).flow(), Device.CPU)) {
            List<Double> seconds =
                    Stopwatch.seconds(1 + sizes.repetitions(), () -> flow.transform(FloatBuffer.wrap(rows)));
            FlowWork work = new FlowWork(d, flow.architecture(), ROWS);
            return result(name, d, seconds, BLOCK, work.forward(), "z and log-determinants");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] block(int d) {
        double[] numbers = Noise.numbers(BLOCK * d, 1);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private FlowKeeping keeping(int d) {
        return new FlowKeeping(
                out.resolve("data").resolve("flow-" + d), CheckpointStore.none(), new CheckpointInterval(0));
    }

    private FlowCurve run(int d, int steps) {
        FlowOptions options = new FlowOptions(
                FlowArchitecture.standard(),
                new LearningRate(1e-4, steps * sizes.repetitions(), 1, 1, 0),
                BATCH,
                1,
                JUDGES,
                steps,
                0,
                BLOCK,
                1);
        try {
            Files.createDirectories(keeping(d).directory());
            Rows rows = new RepeatedRows(d, block(d), ROWS / BLOCK);
            return FlowTraining.run(rows, options, Map.of(), Device.CPU, keeping(d), point -> {});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result result(String name, int d, List<Double> seconds, double vectors, double operations, String remark) {
        double product = productRate(d);
        return new Result(
                name,
                "d=" + d + " batch=" + BATCH,
                "float32",
                1,
                seconds,
                vectors,
                "vectors/s",
                new Result.Floor("sgemm of the whitening's shape", product * 1e9 / operations),
                List.of(),
                String.format(
                        Locale.ROOT,
                        "%s; %.1f MFLOP a vector, %.1f of %.1f GF/s",
                        remark,
                        operations / 1e6,
                        operations * vectors / Stopwatch.best(seconds) / 1e9,
                        product));
    }

    /** GF/s of [batch, d] times [d, d] in the same engine. */
    private double productRate(int d) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomUniform(-1, 1, new Shape(BATCH, d));
            NDArray w = manager.randomUniform(-1, 1, new Shape(d, d));
            int calls = d > 1000 ? 1 : 100;
            double seconds = Stopwatch.best(1 + sizes.repetitions(), () -> {
                for (int call = 0; call < calls; call++) {
                    x.matMul(w).close();
                }
            });
            return 2e-9 * calls * BATCH * d * d / seconds;
        }
    }

    /** The most memory that the process ever held, where the system tells. */
    private static String peak() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.substring(6).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
