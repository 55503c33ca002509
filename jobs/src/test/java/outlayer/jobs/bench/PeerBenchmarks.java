package outlayer.jobs.bench;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Taps;

/** Against transformers on the same processor, checkpoint and prompts, one thread each, in turns. */
final class PeerBenchmarks {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    /** Largest difference of the sums of log-odds for which both sides computed the same, of each prompt. */
    private static final double SAME = 1e-3;

    private final Path out;
    private final Sizes sizes;
    private final String python;

    PeerBenchmarks(Path out, Sizes sizes, String python) {
        this.out = out;
        this.sizes = sizes;
        this.python = python;
    }

    /** Both run the batches that we planned. */
    Result sameBatches() {
        return run("peers-same-batches", "planned", 1.0, "x transformers on the same batches (median of the turns)");
    }

    /** The peer runs prompts as they come, seven at a time. */
    Result ownBatches() {
        return run("peers-own-batches", "plain", 1.2, "x transformers with its users' batches (median of the turns)");
    }

    private Result run(String name, String plan, double required, String what) {
        int d = sizes.decoderWidth();
        ModelConfig config = RandomModel.config(
                d, 8 * d / 3, Math.max(2, sizes.decoderBlocks() / 2), d / 64, d / 64, 8192, MixedPrompts.LONGEST);
        Path dir = out.resolve("data").resolve("peers-" + sizes.name().toLowerCase(Locale.ROOT));
        MixedPrompts mixed = MixedPrompts.of(config, sizes.judged() ? 70 : 21);
        Taps taps = Taps.residuals(config);
        try (DjlLanguageModel model = RandomModel.open(dir, config);
                Peer peer = Peer.start(python, dir, write(dir, mixed), "cpu", "float32")) {
            double[] sums = new double[2];
            List<Double> theirs = new ArrayList<>();
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(), () -> sums[0] = mixed.read(model, mixed.planned(), ANSWERS, taps), () -> {
                        Peer.Turn turn = peer.run(plan);
                        theirs.add(turn.seconds());
                        sums[1] = turn.logOdds();
                    });
            if (!(Math.abs(sums[0] - sums[1]) < SAME * mixed.prompts().size())) {
                throw new IllegalStateException("The log-odds sum to " + sums[0] + " here and to " + sums[1]
                        + " in transformers: the two did not compute the same");
            }
            return new Result(
                    name,
                    String.format(
                            Locale.ROOT,
                            "blocks=%d d=%d, %d prompts of %d to %d",
                            config.blocks(),
                            d,
                            mixed.prompts().size(),
                            MixedPrompts.SHORTEST,
                            MixedPrompts.LONGEST),
                    "float32",
                    1,
                    timed.ours(),
                    mixed.tokens(),
                    "tokens/s",
                    new Result.Floor("transformers", mixed.tokens() / Stopwatch.best(theirs)),
                    List.of(Requirement.atLeast(required, what, timed.ratio())),
                    "residuals of all layers and two logits at the last token, log-odds compared");
        }
    }

    static Path write(Path dir, MixedPrompts mixed) {
        Path file = dir.resolve("peers.json");
        Map<String, Object> work = Map.of(
                "prompts", mixed.prompts(),
                "answers", IntStream.of(ANSWERS.no(), ANSWERS.yes()).toArray(),
                "plans", Map.of("planned", mixed.planned(), "plain", mixed.plain()));
        try {
            Files.writeString(file, new Gson().toJson(work));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
