package outlayer.jobs.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Taps;

/** The decoder as extraction uses it, against the machine's matrix products and against plainer ways to batch. */
final class ForwardBenchmarks {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);
    private static final int THREADS = 2;

    private final Path out;
    private final Sizes sizes;

    ForwardBenchmarks(Path out, Sizes sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    private ModelConfig config(int blocks) {
        int d = sizes.decoderWidth();
        return RandomModel.config(d, 8 * d / 3, blocks, d / 64, d / 64, 8192, MixedPrompts.LONGEST);
    }

    private DjlLanguageModel open(String name, ModelConfig config) {
        return RandomModel.open(
                out.resolve("data").resolve(name + "-" + sizes.name().toLowerCase(Locale.ROOT)), config);
    }

    /** Every residual of the last token kept, two tasks side by side, a thread each. */
    Result residuals() {
        ModelConfig config = config(sizes.decoderBlocks());
        int count = 8;
        int tokens = 128;
        List<int[]> prompts = RandomModel.prompts(config, count, i -> tokens);
        Taps taps = Taps.residuals(config);
        try (DjlLanguageModel model = open("residuals", config);
                DecoderProducts products = new DecoderProducts(config, count * tokens)) {
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    Interleaved.onThreads(THREADS, () -> model.read(prompts, ANSWERS, taps)),
                    Interleaved.onThreads(THREADS, products::run));
            double operations = new DecoderWork(config, count, tokens, 1).forward();
            double share = timed.ratio() * operations / products.operations();
            double product = THREADS * products.operations() / Stopwatch.best(timed.theirs()) / 1e9;
            return new Result(
                    "decoder-residuals",
                    shape(config, count + " x " + tokens),
                    "float32",
                    THREADS,
                    timed.ours(),
                    THREADS * operations / 1e9,
                    "GF/s",
                    new Result.Floor("sgemm of its own shapes", product),
                    List.of(Requirement.atLeast(0.75, "of sgemm at its own shapes (median of the turns)", share)),
                    "all residuals of the last token kept; attention counts as work, elementwise operations do not");
        }
    }

    /** Mixed lengths: planned batches against prompts as they come, through the same decoder. */
    Result mixedLengths() {
        ModelConfig config = config(Math.max(2, sizes.decoderBlocks() / 3));
        MixedPrompts mixed = MixedPrompts.of(config, sizes.judged() ? 140 : 28);
        Taps taps = Taps.residuals(config);
        try (DjlLanguageModel model = open("mixed-lengths", config)) {
            Interleaved timed = Interleaved.time(
                    sizes.repetitions(),
                    () -> mixed.read(model, mixed.planned(), ANSWERS, taps),
                    () -> mixed.read(model, mixed.plain(), ANSWERS, taps));
            double padding = mixed.padding(mixed.planned());
            return new Result(
                    "decoder-mixed-lengths",
                    shape(
                            config,
                            mixed.prompts().size() + " prompts of " + MixedPrompts.SHORTEST + " to "
                                    + MixedPrompts.LONGEST),
                    "float32",
                    1,
                    timed.ours(),
                    mixed.tokens(),
                    "tokens/s",
                    new Result.Floor("without padding", mixed.tokens() / (1 - padding) / Stopwatch.best(timed.ours())),
                    List.of(Requirement.atLeast(
                            1.5, "x batches of seven as they come (median of the turns)", timed.ratio())),
                    String.format(
                            Locale.ROOT,
                            "padding %.1f %% of tokens in %d batches, %.1f %% in %d of the plain ones",
                            100 * padding,
                            mixed.planned().size(),
                            100 * mixed.padding(mixed.plain()),
                            mixed.plain().size()));
        }
    }

    private static String shape(ModelConfig config, String prompts) {
        return String.format(Locale.ROOT, "blocks=%d d=%d, %s", config.blocks(), config.width(), prompts);
    }
}
