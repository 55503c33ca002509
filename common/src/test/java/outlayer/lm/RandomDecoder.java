package outlayer.lm;

import java.io.IOException;
import java.nio.file.Path;
import outlayer.checkpoint.ModelConfig;
import outlayer.torch.Device;

/** A small random model in its two forms, for tests outside this package: as it is run, and in plain loops. */
public record RandomDecoder(DjlLanguageModel model, ReferenceDecoder reference) implements AutoCloseable {

    /** Drawn from the seed; its files go to that directory. */
    public static RandomDecoder of(ModelConfig config, long seed, Path dir) throws IOException {
        try (DecoderTrainer trainer = DecoderTrainer.random(config, seed, TrainerOptions.standard())) {
            trainer.save(dir);
        }
        DjlLanguageModel model = DjlLanguageModel.open(dir, Device.CPU, Precision.FLOAT32);
        return new RandomDecoder(
                model, new ReferenceDecoder(config, model.decoder().weights().tensors()));
    }

    @Override
    public void close() {
        model.close();
    }
}
