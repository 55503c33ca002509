package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFingerprintTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "tokenizer.json",
                "tokenizer_config.json",
                "model.safetensors",
                "model-00001-of-2.safetensors"
            })
    void oneByteMakesAnotherFingerprint(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.write(file, new byte[] {1, 2, 3});
        String before = ModelFingerprint.of(directory);

        Files.write(file, new byte[] {1, 2, 4});
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));

        assertThat(ModelFingerprint.of(directory)).isNotEqualTo(before).hasSize(24);
    }

    @Test
    void whatTheModelDoesNotReadIsLeftOut() throws IOException {
        Files.write(directory.resolve("config.json"), new byte[] {1});
        String before = ModelFingerprint.of(directory);
        Files.writeString(directory.resolve("README.md"), "a model");

        assertThat(ModelFingerprint.of(directory)).isEqualTo(before);
    }

    /** Where a directory lies is no property of the model. */
    @Test
    void aCopyHasTheSameFingerprint() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            Files.write(Files.createDirectory(directory.resolve(name)).resolve("config.json"), new byte[] {1});
        }
        assertThat(ModelFingerprint.of(directory.resolve("a"))).isEqualTo(ModelFingerprint.of(directory.resolve("b")));
    }

    @Test
    void aDirectoryThatIsNotThereIsNamed() {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> ModelFingerprint.of(absent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No model directory at " + absent
                        + "; expected a Hugging Face directory with config.json, tokenizer.json and model.safetensors");
    }
}
