package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SafeTensorsWriter;

/**
 * A decoder whose every weight is trained: cross-entropy of the answer, and of the tokens of the result, then a step of AdamW.
 *
 * <p>Equal seeds and equal batches give equal weights, bit for bit, whatever else runs in the process. Trainers may work side by side, each
 * on one thread.
 */
public final class DecoderTrainer implements AutoCloseable {

    /** Prompts in one forward pass of {@link #logOdds}; bounds memory. */
    private static final int READ_BATCH = 512;

    private final Decoder decoder;
    private final DecoderLoss loss;
    private final AdamW optimizer;

    private DecoderTrainer(Decoder decoder, TrainerOptions options) {
        this.decoder = decoder;
        loss = new DecoderLoss(decoder, null, options.resultWeight());
        optimizer = new AdamW(decoder.manager(), decoder.weights(), options.adamW());
    }

    /** A model that knows nothing, drawn from the seed. */
    public static DecoderTrainer random(ModelConfig config, long seed, TrainerOptions options) {
        return new DecoderTrainer(Decoder.random(config, seed), options);
    }

    /** Goes on from a checkpoint directory, which is not changed. */
    public static DecoderTrainer from(Path dir, TrainerOptions options) throws IOException {
        return new DecoderTrainer(Decoder.copy(dir, Device.CPU), options);
    }

    public ModelConfig config() {
        return decoder.config();
    }

    /** One step; gives the loss that the batch had before it, in nats. */
    public double step(TrainingBatch batch, double learningRate) {
        try (NDManager scope = decoder.manager().newSubManager()) {
            List<NDArray> result = loss.withGradients(scope, batch);
            double before = result.get(0).getFloat();
            if (!Double.isFinite(before)) {
                throw new IllegalStateException("Loss is " + before + "; the weights are unchanged; is the learning rate "
                        + learningRate + " too high?");
            }
            optimizer.step(result.subList(1, result.size()), learningRate);
            return before;
        }
    }

    /** Loss of a batch, without learning from it. */
    public double loss(TrainingBatch batch) {
        return loss.of(batch);
    }

    /** logit(yes) - logit(no) after each prompt. [n] */
    public double[] logOdds(List<int[]> prompts, AnswerTokens answers) {
        double[] all = new double[prompts.size()];
        for (int i = 0; i < all.length; i += READ_BATCH) {
            List<int[]> batch = prompts.subList(i, Math.min(all.length, i + READ_BATCH));
            double[] odds = decoder.read(batch, answers, Taps.none(), null).logOdds();
            System.arraycopy(odds, 0, all, i, odds.length);
        }
        return all;
    }

    /** Writes {@code config.json} and {@code model.safetensors}; the tokenizer is the caller's to add. */
    public void save(Path dir) throws IOException {
        Files.createDirectories(dir);
        String json = new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .create()
                .toJson(decoder.config().toJson());
        Files.writeString(dir.resolve("config.json"), json + "\n");
        SafeTensorsWriter.write(dir.resolve("model.safetensors"), decoder.tensors());
    }

    @Override
    public void close() {
        decoder.close();
    }
}
