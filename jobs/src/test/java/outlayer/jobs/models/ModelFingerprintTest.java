package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFingerprintTest {

    private static final int MIB = 1 << 20;

    @TempDir
    Path directory;

    /** Which state a directory is in is known by the times of its files as well; a test may be faster than a clock's tick. */
    private static String changed(Path model, Path file) throws IOException {
        Files.setLastModifiedTime(
                file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 1000));
        return ModelDirectories.fingerprint(model);
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int old = bytes.read();
            bytes.seek(at);
            bytes.write(old ^ 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"})
    void oneByteOfASmallFileMakesAnotherFingerprint(String name) throws IOException {
        Path model = ModelDirectories.model(directory, 1, 8);
        String before = ModelDirectories.fingerprint(model);

        flip(model.resolve(name), 1);

        assertThat(changed(model, model.resolve(name))).isNotEqualTo(before).matches("[0-9a-f]{24}");
    }

    /** Three tensors of 1 MiB at most: each bit of them counts. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyBitOfASmallTensorIsNoticed(long seed) throws IOException {
        Path model = ModelDirectories.model(directory, seed, 1000, MIB / 4, 7);
        Path weights = model.resolve("model.safetensors");
        String before = ModelDirectories.fingerprint(model);

        long at = 8 + Math.floorMod(new Random(seed).nextLong(), Files.size(weights) - 8 - 300) + 300;
        flip(weights, at);

        assertThat(changed(model, weights)).as("seed %d, byte %d", seed, at).isNotEqualTo(before);
    }

    /** As training does: every number of a tensor of 8 MiB differs. */
    @Test
    void anotherLargeTensorIsNoticedByAnEighthOfIt() throws IOException {
        Path one = ModelDirectories.model(directory.resolve("one"), 1, 2 * MIB);
        Path other = ModelDirectories.model(directory.resolve("other"), 2, 2 * MIB);
        assertThat(ModelDirectories.fingerprint(one)).isNotEqualTo(ModelDirectories.fingerprint(other));

        long before = StoreFileSystem.POSITIONED.get();
        fingerprintInStore(one);
        assertThat(StoreFileSystem.POSITIONED.get() - before).isBetween((long) MIB, (long) MIB + 1000);
    }

    /** The stated blind spot: between two blocks of a large tensor. */
    @Test
    void oneBitBetweenTheBlocksOfALargeTensorIsNotNoticed() throws IOException {
        Path model = ModelDirectories.model(directory, 1, 2 * MIB);
        Path weights = model.resolve("model.safetensors");
        String before = ModelDirectories.fingerprint(model);

        flip(weights, 300 * 1024);

        assertThat(changed(model, weights)).isEqualTo(before);
    }

    @Test
    void aFileSystemThatIsNotLocalGivesTheSameFingerprint() throws IOException {
        Path model = ModelDirectories.model(directory, 1, 2 * MIB, 10, 3 * MIB, 0, 20);
        assertThat(fingerprintInStore(model)).isEqualTo(ModelDirectories.fingerprint(model));
    }

    private static String fingerprintInStore(Path model) throws IOException {
        return ModelFingerprint.of(
                ModelDirectory.of(StoreFileSystem.location(model), StoreFileSystem.configuration()),
                DirectoryKind.MODEL);
    }

    @Test
    void theShippedModelsAreHashedWhole() throws IOException {
        try (Stream<Path> models = Files.list(Path.of("..", "conf", "models"))) {
            for (Path model : models.filter(Files::isDirectory).toList()) {
                long before = StoreFileSystem.POSITIONED.get();
                fingerprintInStore(model.toAbsolutePath().normalize());
                assertThat(StoreFileSystem.POSITIONED.get() - before)
                        .as("%s", model)
                        .isEqualTo(Files.size(model.resolve("model.safetensors")));
            }
        }
    }

    @Test
    void theShardsThatTheIndexNamesCountAndNoOthers() throws IOException {
        Path model = ModelDirectories.model(directory, 1);
        Files.delete(model.resolve("model.safetensors"));
        ModelDirectories.weights(model.resolve("first.safetensors"), 1, 10);
        ModelDirectories.weights(model.resolve("second.safetensors"), 2, 10);
        ModelDirectories.weights(model.resolve("consolidated.safetensors"), 3, 10);
        Files.writeString(
                model.resolve("model.safetensors.index.json"),
                "{\"weight_map\": {\"a\": \"first.safetensors\", \"b\": \"second.safetensors\"}}");
        assertThat(NeededFiles.of(ModelDirectories.directory(model), DirectoryKind.MODEL))
                .extracting(ModelFile::name)
                .containsExactly(
                        "config.json",
                        "first.safetensors",
                        "model.safetensors.index.json",
                        "second.safetensors",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json");
        String before = ModelDirectories.fingerprint(model);
        ModelDirectories.weights(model.resolve("second.safetensors"), 4, 10);
        assertThat(changed(model, model.resolve("second.safetensors"))).isNotEqualTo(before);
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> ModelDirectories.fingerprint(absent))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("No model directory at " + absent + "; expected a Hugging Face directory with"
                        + " [config.json, model.safetensors, tokenizer.json]");

        Path model = ModelDirectories.model(directory.resolve("model"), 1, 8);
        Files.delete(model.resolve("tokenizer.json"));
        assertThatThrownBy(() -> ModelDirectories.fingerprint(model))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(model + " has no tokenizer.json, found [config.json, model.safetensors,"
                        + " special_tokens_map.json, tokenizer_config.json], expected [config.json, model.safetensors,"
                        + " special_tokens_map.json, tokenizer.json, tokenizer_config.json]");

        Path adapter = ModelDirectories.adapter(directory.resolve("adapter"), 1);
        Files.delete(adapter.resolve("adapter_model.safetensors"));
        assertThatThrownBy(() -> ModelFingerprint.of(ModelDirectories.directory(adapter), DirectoryKind.ADAPTER))
                .hasMessage(adapter + " has no adapter_model.safetensors, found [adapter_config.json], expected"
                        + " [adapter_config.json, adapter_model.safetensors]");
    }

    @Test
    void weightsThatAreCutShortAreRefused() throws IOException {
        Path model = ModelDirectories.model(directory, 1, 1000);
        Path weights = model.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        for (int length : List.of(4, 20, whole.length - 1)) {
            Files.write(weights, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> changed(model, weights))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(weights + " of " + length + " bytes is not a whole safetensors file: found ");
        }
    }
}
