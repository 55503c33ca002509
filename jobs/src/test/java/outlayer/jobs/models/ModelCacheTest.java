package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {

    private static final int NUMBERS = 1_000_000; // of the larger tensor: 4 MB, copied in several pieces

    @TempDir
    Path directory;

    private Path source = Path.of("");
    private Path cache = Path.of("");
    private String fingerprint = "";

    @BeforeEach
    void writeSource() throws IOException {
        source = ModelDirectories.model(directory.resolve("source"), 1, 10, NUMBERS);
        Files.writeString(source.resolve("README.md"), "of no use to a model");
        cache = directory.resolve("cache");
        fingerprint = ModelDirectories.fingerprint(source);
    }

    private Path localise(Configuration configuration) throws IOException {
        return ModelCache.under(cache)
                .localise(StoreFileSystem.location(source), DirectoryKind.MODEL, fingerprint, configuration);
    }

    private long neededBytes() throws IOException {
        return NeededFiles.of(ModelDirectories.directory(source), DirectoryKind.MODEL).stream()
                .mapToLong(ModelFile::length)
                .sum();
    }

    private void touch(String name) throws IOException {
        Files.setLastModifiedTime(source.resolve(name), FileTime.fromMillis(1_000_000_000_000L));
    }

    @Test
    void theNeededFilesAreCopiedOnceAndNothingElseStays() throws IOException {
        long before = StoreFileSystem.SEQUENTIAL.get();
        Path copy = localise(StoreFileSystem.configuration());

        assertThat(copy).isEqualTo(cache.resolve(fingerprint));
        assertThat(ModelDirectories.names(cache)).containsExactly(fingerprint, fingerprint + ".lock");
        assertThat(ModelDirectories.names(copy))
                .containsExactly(
                        "config.json",
                        "model.safetensors",
                        "special_tokens_map.json",
                        "tokenizer.json",
                        "tokenizer_config.json")
                .allSatisfy(name -> assertThat(copy.resolve(name)).hasSameBinaryContentAs(source.resolve(name)));
        assertThat(StoreFileSystem.SEQUENTIAL.get() - before).isEqualTo(neededBytes());

        Files.move(source, directory.resolve("gone"));
        assertThat(localise(StoreFileSystem.configuration())).isEqualTo(copy);
    }

    @Test
    void aLocalDirectoryIsUsedWhereItIs() throws IOException {
        for (String location : List.of(source.toString(), "file:" + source, "file://" + source)) {
            assertThat(ModelCache.under(cache)
                            .localise(location, DirectoryKind.MODEL, fingerprint, new Configuration()))
                    .isEqualTo(source);
        }
        assertThat(cache).doesNotExist();
    }

    @Test
    void manyThreadsMakeOneCopy() throws Exception {
        long before = StoreFileSystem.SEQUENTIAL.get();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Path> copier = () -> localise(StoreFileSystem.slow(5));
            for (Future<Path> copy : threads.invokeAll(Collections.nCopies(4, copier))) {
                assertThat(copy.get()).isEqualTo(cache.resolve(fingerprint));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(StoreFileSystem.SEQUENTIAL.get() - before).isEqualTo(neededBytes());
    }

    /** Broken after 3,000,000 bytes of a file, the copy goes on there: every byte is read once. */
    @Test
    void aBrokenCopyIsContinuedWhereItBroke() throws IOException {
        long before = StoreFileSystem.SEQUENTIAL.get();
        assertThatThrownBy(() -> localise(StoreFileSystem.breaking(3_000_000)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(
                        "Cannot copy " + StoreFileSystem.location(source).replace("//", "") + " to ")
                .hasMessageContaining("the connection was lost. What is copied is kept; the disk has ")
                .hasMessageContaining("executor.model-cache names another place");
        assertThat(cache.resolve(fingerprint + ".part/model.safetensors.part")).hasSize(3_000_000);
        assertThat(cache.resolve(fingerprint)).doesNotExist();

        Path copy = localise(StoreFileSystem.configuration());

        assertThat(copy.resolve("model.safetensors")).hasSameBinaryContentAs(source.resolve("model.safetensors"));
        assertThat(StoreFileSystem.SEQUENTIAL.get() - before).isEqualTo(neededBytes());
    }

    /** The same bytes with another time may be other bytes for all we know: 3,000,000 are read twice, config.json is not. */
    @Test
    void aFileThatWasReplacedMeanwhileIsCopiedFromItsBeginning() throws IOException {
        long before = StoreFileSystem.SEQUENTIAL.get();
        assertThatThrownBy(() -> localise(StoreFileSystem.breaking(3_000_000))).isInstanceOf(IOException.class);
        touch("model.safetensors");

        localise(StoreFileSystem.configuration());

        assertThat(StoreFileSystem.SEQUENTIAL.get() - before).isEqualTo(neededBytes() + 3_000_000);
    }

    @Test
    void whatChangedSinceThePlanIsRefusedAndNothingOfItIsKept() throws IOException {
        ModelDirectories.weights(source.resolve("model.safetensors"), 2, 10, NUMBERS);
        touch("model.safetensors");

        assertThatThrownBy(() -> localise(StoreFileSystem.configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" has the fingerprint " + ModelDirectories.fingerprint(source) + ", expected "
                        + fingerprint + " as when the stage was planned; was it changed meanwhile");
        assertThat(ModelDirectories.names(cache)).containsExactly(fingerprint + ".lock");
    }

    @Test
    void aChangedModelHasAPlaceOfItsOwn() throws IOException {
        Path first = localise(StoreFileSystem.configuration());
        ModelDirectories.weights(source.resolve("model.safetensors"), 2, 10, NUMBERS);
        touch("model.safetensors");
        fingerprint = ModelDirectories.fingerprint(source);

        Path second = localise(StoreFileSystem.configuration());

        assertThat(second.resolve("model.safetensors")).hasSameBinaryContentAs(source.resolve("model.safetensors"));
        assertThat(first).isNotEqualTo(second).isDirectoryContaining("glob:**model.safetensors");
    }

    @Test
    void aDamagedCopyIsMadeAgain() throws IOException {
        Path weights = localise(StoreFileSystem.configuration()).resolve("model.safetensors");
        Files.write(weights, new byte[100]);

        localise(StoreFileSystem.configuration());

        assertThat(weights).hasSameBinaryContentAs(source.resolve("model.safetensors"));
    }

    @Test
    void aDiskWithoutRoomIsNamedBeforeAnythingIsCopied() throws IOException {
        long before = StoreFileSystem.SEQUENTIAL.get();
        ModelCache full = new ModelCache(cache, disk -> 2_000_000);
        assertThatThrownBy(() -> full.localise(
                        StoreFileSystem.location(source),
                        DirectoryKind.MODEL,
                        fingerprint,
                        StoreFileSystem.configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(
                        "Model cache " + cache + " has 2\\.0 MB free, store:.*/source needs 4\\.0 MB\\. Make"
                                + " room, or set executor\\.model-cache to a larger disk");
        assertThat(StoreFileSystem.SEQUENTIAL.get()).isEqualTo(before);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        cache = Files.writeString(directory.resolve("file"), "").resolve("cache");
        assertThatThrownBy(() -> localise(StoreFileSystem.configuration()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Model cache " + cache + " cannot be used for a copy of store://" + source)
                .hasMessageContaining("Set executor.model-cache to a local directory that every executor may write to");
    }
}
