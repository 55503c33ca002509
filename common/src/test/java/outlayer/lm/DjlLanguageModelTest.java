package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static outlayer.lm.TinyConfigs.ANSWERS;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DjlLanguageModelTest {

    @TempDir
    private Path dir;

    @Test
    void modelsAndThreadsDoNotDisturbEachOther() throws Exception {
        save(dir.resolve("a"), 1);
        save(dir.resolve("b"), 2);
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 16, 20);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (DjlLanguageModel a = DjlLanguageModel.open(dir.resolve("a"), Device.CPU);
                DjlLanguageModel b = DjlLanguageModel.open(dir.resolve("b"), Device.CPU)) {
            List<DjlLanguageModel> models = List.of(a, b, a, b);
            double[][] alone = {
                a.read(prompts, ANSWERS).logOdds(), b.read(prompts, ANSWERS).logOdds()
            };
            assertThat(alone[0]).isNotEqualTo(alone[1]);
            var tasks = new ArrayList<Callable<double[]>>();
            for (DjlLanguageModel model : models) {
                tasks.add(() -> {
                    model.gradients(prompts, ANSWERS);
                    for (int i = 0; i < 20; i++) {
                        model.read(prompts, ANSWERS);
                    }
                    return model.read(prompts, ANSWERS).logOdds();
                });
            }
            List<Future<double[]>> together = pool.invokeAll(tasks);
            for (int i = 0; i < together.size(); i++) {
                assertThat(together.get(i).get()).isEqualTo(alone[i % 2]);
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void gradientsGiveTheSameLogOddsAsReading() throws Exception {
        save(dir, 1);
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 5, 12);
        try (DjlLanguageModel model = DjlLanguageModel.open(dir, Device.parse("cpu"))) {
            assertThat(model.gradients(prompts, ANSWERS).logOdds())
                    .usingComparatorWithPrecision(1e-6)
                    .containsExactly(model.read(prompts, ANSWERS).logOdds());
        }
    }

    @Test
    void aDirectoryWithoutWeightsNamesTheMissingFile() throws Exception {
        save(dir, 1);
        Files.delete(dir.resolve("model.safetensors"));
        assertThatThrownBy(() -> DjlLanguageModel.open(dir, Device.CPU))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void weightsOfAnotherShapeThanTheConfigSaysAreRefused() throws Exception {
        save(dir, 1);
        Path config = dir.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"vocab_size\": 40", "\"vocab_size\": 41"));
        assertThatThrownBy(() -> DjlLanguageModel.open(dir, Device.CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(dir.resolve("model.safetensors") + ": tensor model.embed_tokens.weight has shape [40, 16],"
                        + " expected [41, 16]; does config.json belong to these weights?");
    }

    @Test
    void devicesAreNamed() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU).hasToString("cpu");
        assertThat(Device.parse("gpu:1"))
                .isEqualTo(new Device(Device.Kind.GPU, 1))
                .hasToString("gpu:1");
        assertThatThrownBy(() -> Device.parse("cuda"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Device is 'cuda', expected cpu or gpu:N");
    }

    @Test
    void answersMustDiffer() {
        assertThatThrownBy(() -> new AnswerTokens(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Answer tokens are 5 (no) and 5 (yes), expected two different ids from 0 on");
    }

    private static void save(Path dir, long seed) throws Exception {
        try (DecoderTrainer trainer = DecoderTrainer.random(TinyConfigs.llama(), seed, TrainerOptions.standard())) {
            trainer.save(dir);
        }
    }
}
