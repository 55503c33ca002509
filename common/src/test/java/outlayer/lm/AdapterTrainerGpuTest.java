package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.LoraConfig;
import outlayer.checkpoint.Projection;
import outlayer.torch.Device;

@Tag("gpu")
final class AdapterTrainerGpuTest {

    private static final TrainerOptions OPTIONS = TrainerOptions.standard();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anAdapterLearnsThereWhatItLearnsOnTheProcessor(long seed, @TempDir Path dir) throws IOException {
        try (DecoderTrainer random = DecoderTrainer.random(TinyConfigs.llama(), seed, OPTIONS)) {
            random.save(dir);
        }
        double[] here = losses(dir, Device.CPU, seed);
        double[] there = losses(dir, Device.parse("gpu:0"), seed);
        for (int step = 0; step < here.length; step++) {
            assertThat(there[step]).as("seed %d, step %d", seed, step).isCloseTo(here[step], offset(1e-3));
        }
    }

    private static double[] losses(Path base, Device device, long seed) throws IOException {
        LoraConfig config = LoraConfig.of(4, 8, List.of(Projection.values()), null);
        Random random = new Random(seed);
        double[] losses = new double[5];
        try (DjlLanguageModel model = DjlLanguageModel.open(base, device, Precision.FLOAT32);
                AdapterTrainer trainer = AdapterTrainer.over(model, config, seed, OPTIONS)) {
            for (int step = 0; step < losses.length; step++) {
                TrainingBatch batch = TinyConfigs.batch(random, 12, 12);
                losses[step] = trainer.step(Parts.of(batch, 5, 7), 1e-3).loss();
            }
        }
        return losses;
    }
}
