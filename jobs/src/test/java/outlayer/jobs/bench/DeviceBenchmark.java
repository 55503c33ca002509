package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SparseCheckpoint;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Taps;
import outlayer.torch.Device;

/**
 * A model of Llama 3.1 8B's shape with random bfloat16 weights on one GPU, every residual of the last token kept, against the card's
 * dense bfloat16 rate as its maker states it, and, with a Python given, against transformers on the same card.
 */
final class DeviceBenchmark {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final int TOKENS = 128;

    private final Path out;
    private final Sizes sizes;
    private final Device device;
    private final double peakTeraflops;
    private final @Nullable String python;

    DeviceBenchmark(Path out, Sizes sizes, Device device, double peakTeraflops, @Nullable String python) {
        this.out = out;
        this.sizes = sizes;
        this.device = device;
        this.peakTeraflops = peakTeraflops;
        this.python = python;
    }

    Result run() {
        ModelConfig config = sizes.judged()
                ? SparseCheckpoint.llama31Of8B()
                : RandomModel.config(128, 344, 3, 2, 2, 1024, MixedPrompts.LONGEST);
        int perBatch = sizes.judged() ? 64 : 4;
        int batches = sizes.judged() ? 8 : 2;
        Path dir = out.resolve("data").resolve("big-" + sizes.name().toLowerCase(Locale.ROOT));
        BigModel.write(dir, config);
        List<int[]> prompts = RandomModel.prompts(config, perBatch * batches, i -> TOKENS);
        List<int[]> plan = IntStream.range(0, batches)
                .mapToObj(batch -> IntStream.range(batch * perBatch, (batch + 1) * perBatch)
                        .toArray())
                .toList();
        MixedPrompts work = new MixedPrompts(prompts, plan, plan);
        Taps taps = Taps.residuals(config);
        List<Requirement> requirements = new ArrayList<>();
        List<Double> seconds;
        // One after the other, since two models of this size do not fit every card.
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, device, Precision.BFLOAT16)) {
            seconds = Stopwatch.seconds(1 + sizes.repetitions(), () -> work.read(model, plan, ANSWERS, taps));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + dir, e);
        }
        double operations = batches * new DecoderWork(config, perBatch, TOKENS, 1).forward();
        double share = operations / Stopwatch.best(seconds) / (1e12 * peakTeraflops);
        requirements.add(Requirement.atLeast(0.45, "of the card's dense bfloat16 rate", share));
        if (python != null) {
            requirements.add(Requirement.atLeast(
                    1, "x transformers on the same card", theirs(python, dir, work) / Stopwatch.best(seconds)));
        }
        return new Result(
                "device-8b",
                "blocks=%d d=%d, %d x %d on %s"
                        .formatted(config.blocks(), config.width(), prompts.size(), TOKENS, device),
                "bfloat16",
                1,
                seconds,
                operations / 1e9,
                "GF/s",
                new Result.Floor("the card's dense bfloat16 rate as stated", 1e3 * peakTeraflops),
                requirements,
                "%.0f tokens/s in batches of %d".formatted(work.tokens() / Stopwatch.best(seconds), perBatch * TOKENS));
    }

    private double theirs(String executable, Path dir, MixedPrompts work) {
        String where = device.kind() == Device.Kind.GPU ? "cuda:" + device.index() : "cpu";
        try (Peer peer = Peer.start(executable, dir, PeerBenchmarks.write(dir, work), where, "bfloat16")) {
            List<Double> seconds = new ArrayList<>();
            for (int turn = 0; turn <= sizes.repetitions(); turn++) {
                seconds.add(peer.run("planned").seconds());
            }
            return Stopwatch.best(seconds);
        }
    }
}
