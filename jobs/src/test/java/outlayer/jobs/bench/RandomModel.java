package outlayer.jobs.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.TrainerOptions;
import outlayer.torch.Device;

/** Llama-like models of random weights, written once and opened as any other. */
final class RandomModel {

    private RandomModel() {}

    static ModelConfig config(
            int width, int innerWidth, int blocks, int heads, int keyValueHeads, int vocabulary, int maxTokens) {
        return new ModelConfig(
                Architecture.LLAMA,
                vocabulary,
                width,
                innerWidth,
                blocks,
                heads,
                keyValueHeads,
                width / heads,
                1e-5,
                10_000,
                null,
                null,
                false,
                maxTokens,
                null,
                false,
                false);
    }

    /** A model whose weights are drawn from one seed, in a directory of its own. */
    static DjlLanguageModel open(Path dir, ModelConfig config) {
        try {
            try (DecoderTrainer random = DecoderTrainer.random(config, 1, TrainerOptions.standard())) {
                random.save(dir);
            }
            return DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write or read " + dir, e);
        }
    }

    /** Prompts of random tokens; the length of each is asked by its number. */
    static List<int[]> prompts(ModelConfig config, int count, IntUnaryOperator tokens) {
        SplittableRandom random = new SplittableRandom(1);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(
                    random.ints(tokens.applyAsInt(i), 0, config.vocabulary()).toArray());
        }
        return prompts;
    }
}
