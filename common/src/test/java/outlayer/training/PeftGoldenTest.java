package outlayer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.lm.AdapterTrainer;
import outlayer.lm.DjlLanguageModel;
import outlayer.lm.Precision;
import outlayer.lm.Taps;
import outlayer.lm.Trainer.Update;
import outlayer.torch.Device;

/**
 * Adapters that this project trains are those that peft reads, and torch would train. The golden files are made in two steps: {@link
 * #theExchangeIsWritten} with the system property {@code outlayer.peft.write} naming their folder, then {@code check_adapter.py}, which also
 * says how far the two are apart.
 */
class PeftGoldenTest {

    private static final Path MODELS = resource("/outlayer/lm/golden");
    private static final Path GOLDEN = resource("/outlayer/training/peft");

    private static DjlLanguageModel base;
    private static PeftCourse course;

    @BeforeAll
    static void open() throws IOException {
        base = DjlLanguageModel.open(MODELS.resolve("llama"), Device.CPU, Precision.FLOAT32);
        course = PeftCourse.of(MODELS);
    }

    @AfterAll
    static void close() {
        base.close();
    }

    @Test
    void theExchangeIsWritten(@TempDir Path folder) throws IOException {
        Path to = Path.of(System.getProperty("outlayer.peft.write", folder.toString()));
        PeftCourse.write(base, MODELS, to);
        assertThat(to.resolve("ended/adapter_config.json"))
                .hasSameTextualContentAs(GOLDEN.resolve("ended/adapter_config.json"));
        assertThat(to.resolve("start/adapter_model.safetensors"))
                .hasSameBinaryContentAs(GOLDEN.resolve("start/adapter_model.safetensors"));
        assertThat(Files.size(to.resolve("ended/adapter_model.safetensors")))
                .isEqualTo(Files.size(GOLDEN.resolve("ended/adapter_model.safetensors")));
    }

    @Test
    void peftReadsAnAdapterAsItWasTrained() throws IOException {
        try (DjlLanguageModel ended = base.withAdapter(GOLDEN.resolve("ended"))) {
            assertThat(ended.read(course.prompts(), PeftCourse.ANSWERS, Taps.none())
                            .logOdds())
                    .usingComparatorWithPrecision(1e-5)
                    .containsExactly(golden("log_odds"));
        }
    }

    @Test
    void torchTakesTheSameSteps() throws IOException {
        double[] losses = golden("losses");
        double[] norms = golden("gradient_norms");
        try (AdapterTrainer trainer = PeftCourse.trainer(base)) {
            List<Update> updates = course.train(trainer);
            for (int step = 0; step < losses.length; step++) {
                assertThat(updates.get(step).loss()).as("step %d", step).isCloseTo(losses[step], offset(1e-5));
                assertThat(updates.get(step).gradientNorm())
                        .as("step %d", step)
                        .isCloseTo(norms[step], offset(1e-4 * norms[step]));
            }
            assertThat(updates).hasSameSizeAs(losses);
            double[] odds = trainer.logOdds(course.prompts(), PeftCourse.ANSWERS);
            assertThat(odds).usingComparatorWithPrecision(1e-4).containsExactly(golden("trained_log_odds"));
            assertThat(odds).usingComparatorWithPrecision(1e-4).containsExactly(golden("log_odds"));
        }
    }

    private static double[] golden(String name) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(GOLDEN.resolve("golden.json")))
                .getAsJsonObject();
        return json.getAsJsonArray(name).asList().stream()
                .mapToDouble(number -> number.getAsDouble())
                .toArray();
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(PeftGoldenTest.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
