package outlayer.lm;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.torch.Device;

/**
 * A decoder whose every weight is trained, in float32.
 *
 * <p>Equal seeds and equal batches give equal weights, bit for bit, whatever else runs in the process. Trainers may work side by side, each
 * on one thread.
 */
public final class DecoderTrainer extends LearningDecoder {

    private final Decoder decoder;

    private DecoderTrainer(Decoder decoder, TrainerOptions options) {
        super(decoder.config(), new Learner(decoder.manager(), decoder, null, options));
        this.decoder = decoder;
    }

    /** A model that knows nothing, drawn from the seed. */
    public static DecoderTrainer random(ModelConfig config, long seed, TrainerOptions options) {
        return new DecoderTrainer(Decoder.random(config, seed), options);
    }

    /** Goes on from a checkpoint directory, which is not changed. */
    public static DecoderTrainer from(Path dir, Device device, TrainerOptions options) throws IOException {
        return new DecoderTrainer(Decoder.copy(dir, device), options);
    }

    /** Goes on from a model that was opened in float32 and is not changed. */
    public static DecoderTrainer from(DjlLanguageModel model, Device device, TrainerOptions options)
            throws IOException {
        return new DecoderTrainer(Decoder.copy(model.decoder(), device), options);
    }

    /** Writes {@code config.json} and {@code model.safetensors}; the tokenizer is the caller's to add. */
    @Override
    public void save(Path dir) throws IOException {
        Files.createDirectories(dir);
        String json = new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .create()
                .toJson(decoder.config().toJson());
        Files.writeString(dir.resolve("config.json"), json + "\n");
        SafeTensorsWriter.write(
                dir.resolve("model.safetensors"), decoder.weights().tensors());
    }

    @Override
    public void close() {
        decoder.close();
    }
}
