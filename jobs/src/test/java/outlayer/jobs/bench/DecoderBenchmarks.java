package outlayer.jobs.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.LanguageModel;
import outlayer.lm.Taps;
import outlayer.lm.TrainerOptions;
import outlayer.lm.TrainingBatch;

/** Tokens a second of one core, reading activations off a decoder and training it, against matrix products of its own shape. */
final class DecoderBenchmarks {

    private static final AnswerTokens ANSWERS = new AnswerTokens(3, 4);

    /** The answer, and two tokens of a result, are predicted in training. */
    private static final int TRAINED_PLACES = 3;

    private final Path out;
    private final Sizes sizes;

    DecoderBenchmarks(Path out, Sizes sizes) {
        this.out = out;
        this.sizes = sizes;
    }

    /** The shape of the shipped models and of their prompts. */
    private static ModelConfig tiny() {
        return RandomModel.config(64, 192, 4, 4, 2, 128, 64);
    }

    private ModelConfig middling() {
        int d = sizes.decoderWidth();
        return RandomModel.config(d, 8 * d / 3, sizes.decoderBlocks(), d / 32, d / 32, 8192, 128);
    }

    Result trainTiny() {
        return train("training-tiny", tiny(), 128, 13);
    }

    Result trainMiddling() {
        return train("training-middling", middling(), 8, 128);
    }

    Result readTiny() {
        ModelConfig config = tiny();
        int count = 512;
        int tokens = 13;
        List<int[]> prompts = RandomModel.prompts(config, count, i -> tokens);
        DecoderWork work = new DecoderWork(config, count, tokens, 1);
        Path dir = out.resolve("data").resolve("decoder-tiny");
        try (LanguageModel model = RandomModel.open(dir, config)) {
            List<Double> seconds = Stopwatch.seconds(
                    1 + sizes.repetitions(), () -> model.read(prompts, ANSWERS, Taps.residuals(config)));
            return result("decoder-tiny", work, work.forward(), seconds, "all residuals of the last token kept");
        }
    }

    private Result train(String name, ModelConfig config, int count, int tokens) {
        int[][] prompts = RandomModel.prompts(config, count, i -> tokens).toArray(int[][]::new);
        int[] answers = new int[count];
        int[][] results = new int[count][];
        for (int i = 0; i < count; i++) {
            answers[i] = i % 2 == 0 ? ANSWERS.no() : ANSWERS.yes();
            results[i] = new int[] {tokens / 2, tokens / 2 + TRAINED_PLACES - 1};
        }
        TrainingBatch batch = new TrainingBatch(prompts, answers, results);
        DecoderWork work = new DecoderWork(config, count, tokens, TRAINED_PLACES);
        try (DecoderTrainer trainer = DecoderTrainer.random(config, 1, TrainerOptions.standard())) {
            List<Double> seconds = Stopwatch.seconds(1 + sizes.repetitions(), () -> trainer.step(batch, 1e-3));
            return result(name, work, work.training(), seconds, "forward, backward, AdamW");
        }
    }

    private Result result(String name, DecoderWork work, double operations, List<Double> seconds, String remark) {
        ModelConfig config = work.config();
        double tokens = (double) work.prompts() * work.tokens();
        double product = productRate(config, work.prompts() * work.tokens());
        double reached = operations / Stopwatch.best(seconds) / 1e9;
        return new Result(
                name,
                String.format(
                        Locale.ROOT,
                        "blocks=%d d=%d, %d x %d",
                        config.blocks(),
                        config.width(),
                        work.prompts(),
                        work.tokens()),
                "float32",
                1,
                seconds,
                tokens,
                "tokens/s",
                new Result.Floor("sgemm of the feed-forward's shape", tokens * product * 1e9 / operations),
                List.of(),
                String.format(Locale.ROOT, "%s; %.1f of %.1f GF/s", remark, reached, product));
    }

    /** GF/s of [tokens, d] times [d, F] in the same engine. */
    private double productRate(ModelConfig config, int rows) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.randomUniform(-1, 1, new Shape(rows, config.width()));
            NDArray w = manager.randomUniform(-1, 1, new Shape(config.width(), config.innerWidth()));
            int calls = 10;
            double seconds = Stopwatch.best(1 + sizes.repetitions(), () -> {
                for (int call = 0; call < calls; call++) {
                    x.matMul(w).close();
                }
            });
            return 2e-9 * calls * rows * config.width() * config.innerWidth() / seconds;
        }
    }
}
