package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.Precision;

class ModelSourceTest {

    @TempDir
    Path directory;

    private ModelOptions options = new ModelOptions("m", "m", "{dataset}", Precision.BFLOAT16);

    @BeforeEach
    void writeModels() throws IOException {
        ModelDirectories.model(directory.resolve("m"), 1, 8);
        ModelDirectories.model(directory.resolve("m-whole"), 2, 8);
        ModelDirectories.adapter(directory.resolve("m-thin"), 3);
        ModelDirectories.adapter(directory.resolve("m-thin/checkpoints/step-000064"), 4);
        options = new ModelOptions(
                "m", directory.resolve("m").toString(), directory + "/m-{dataset}", Precision.BFLOAT16);
    }

    private ModelSource source(String variant, String dataset) throws IOException {
        return ModelSource.of(options, variant, dataset, ModelDirectories.executor(directory), new Configuration());
    }

    @Test
    void theBaseIsItself() throws IOException {
        ModelSource base = source("base", "thin");
        assertThat(base.base()).isEqualTo(options.path());
        assertThat(base.adapter()).isNull();
        assertThat(base.fingerprint()).isEqualTo(ModelDirectories.fingerprint(directory.resolve("m")));
        assertThat(base.precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(base).hasToString("m (" + options.path() + ", bfloat16)");
    }

    @Test
    void aFineTuningWithAnAdapterConfigurationStandsOverTheBase() throws IOException {
        ModelSource quirky = source("quirky", "thin");
        ModelSource base = source("base", "thin");
        assertThat(quirky.base()).isEqualTo(options.path());
        assertThat(quirky.adapter()).isEqualTo(directory.resolve("m-thin").toString());
        assertThat(quirky.fingerprint())
                .isEqualTo(base.fingerprint() + "+" + quirky.adapterFingerprint())
                .matches("[0-9a-f]{24}\\+[0-9a-f]{24}");
        assertThat(quirky.withoutAdapter().fingerprint()).isEqualTo(base.fingerprint());
        assertThat(quirky)
                .hasToString("m quirky thin (" + directory + "/m-thin over " + options.path() + ", bfloat16)");
    }

    @Test
    void anyOtherFineTuningIsAWholeModel() throws IOException {
        ModelSource quirky = source("quirky", "whole");
        assertThat(quirky.base()).isEqualTo(directory.resolve("m-whole").toString());
        assertThat(quirky.adapter()).isNull();
        assertThat(quirky.fingerprint()).isNotEqualTo(source("base", "whole").fingerprint());
    }

    @Test
    void aKeptStepIsFoundUnderTheFineTuning() throws IOException {
        ModelSource step = source("step-64", "thin");
        assertThat(step.adapter())
                .isEqualTo(directory.resolve("m-thin/checkpoints/step-000064").toString());
        assertThat(step.fingerprint()).isNotEqualTo(source("quirky", "thin").fingerprint());
    }

    @Test
    void anAbsentFineTuningIsNamed() {
        assertThatThrownBy(() -> source("quirky", "absent"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No model directory at " + directory.resolve("m-absent"));
    }

    @Test
    void pathsAreAbsoluteSinceExecutorsRunElsewhereAndUrisStayAsTheyAre() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(directory.resolve("m"));
        ModelSource local = ModelSource.of(
                new ModelOptions("m", relative.toString(), "{dataset}", Precision.FLOAT32),
                "base",
                "thin",
                ModelDirectories.executor(directory),
                new Configuration());
        assertThat(local.base()).isEqualTo(options.path());

        ModelSource remote = ModelSource.of(
                new ModelOptions("m", "store://" + options.path(), "{dataset}", Precision.FLOAT32),
                "base",
                "thin",
                ModelDirectories.executor(directory),
                StoreFileSystem.configuration());
        assertThat(remote.base()).startsWith("store:").endsWith(options.path());
        assertThat(remote.fingerprint()).isEqualTo(local.fingerprint());
    }

    @Test
    void itTravelsToExecutors() throws Exception {
        ModelSource sent = source("quirky", "thin");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sent);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(sent);
        }
        assertThat(bytes.size())
                .as("bytes, of which every task carries as many")
                .isLessThan(2000);
    }

    @Test
    void anAdapterAndItsFingerprintGoTogether() {
        assertThatThrownBy(() -> new ModelSource(
                        "m", "m", "m-thin", "0", null, Precision.FLOAT32, ModelDirectories.executor(directory)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Model m has adapter m-thin and its fingerprint null, expected both or neither");
    }

    /** What is there is decided by a file's name alone, so a model next to it must not confuse. */
    @Test
    void anAdapterWithTheConfigurationOfItsBaseIsAnAdapterStill() throws IOException {
        Files.writeString(directory.resolve("m-thin/config.json"), "{}");
        assertThat(source("quirky", "thin").adapter()).isNotNull();
    }
}
