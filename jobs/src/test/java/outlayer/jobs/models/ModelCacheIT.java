package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.ChildJvm;

/** Several processes of one host and one cache. */
class ModelCacheIT {

    private static final int NUMBERS = 2 << 20; // 8 MiB, about two seconds for a slow copier

    @TempDir
    Path directory;

    private Path source = Path.of("");
    private Path cache = Path.of("");
    private String fingerprint = "";

    @BeforeEach
    void writeSource() throws IOException {
        source = ModelDirectories.model(directory.resolve("source"), 1, NUMBERS);
        cache = directory.resolve("cache");
        fingerprint = ModelDirectories.fingerprint(source);
    }

    private ChildJvm copier(String name) throws IOException {
        return ChildJvm.start(
                directory.resolve(name + ".log"),
                CopyingProcess.class,
                List.of(),
                Map.of(),
                List.of(
                        StoreFileSystem.location(source),
                        cache.toString(),
                        fingerprint,
                        directory.resolve(name).toString()));
    }

    private long copiedBy(String name) throws IOException {
        return Long.parseLong(Files.readString(directory.resolve(name)));
    }

    private long neededBytes() throws IOException {
        return NeededFiles.of(ModelDirectories.directory(source), DirectoryKind.MODEL).stream()
                .mapToLong(ModelFile::length)
                .sum();
    }

    @Test
    void anotherProcessGoesOnWhereAKilledOneStopped() throws Exception {
        Path part = cache.resolve(fingerprint + ".part").resolve("model.safetensors.part");
        try (ChildJvm killed = copier("killed")) {
            while (!Files.exists(part) || Files.size(part) < 3 << 20) {
                assertThat(killed.isAlive()).as("%s", killed.tail()).isTrue();
                Thread.sleep(10);
            }
            killed.kill();
        }
        long there = Files.size(part);
        assertThat(there).isBetween(3L << 20, 7L << 20);
        assertThat(cache.resolve(fingerprint)).doesNotExist();

        long before = StoreFileSystem.SEQUENTIAL.get();
        Path copy = ModelCache.under(cache)
                .localise(
                        StoreFileSystem.location(source),
                        DirectoryKind.MODEL,
                        fingerprint,
                        StoreFileSystem.configuration());

        assertThat(copy.resolve("model.safetensors")).hasSameBinaryContentAs(source.resolve("model.safetensors"));
        assertThat(StoreFileSystem.SEQUENTIAL.get() - before)
                .as("bytes that were still missing, config.json being there")
                .isEqualTo(neededBytes() - there - Files.size(source.resolve("config.json")));
    }

    @Test
    void twoProcessesMakeOneCopy() throws Exception {
        try (ChildJvm one = copier("one");
                ChildJvm other = copier("other")) {
            one.await();
            other.await();
        }
        assertThat(copiedBy("one") + copiedBy("other")).isEqualTo(neededBytes());
        assertThat(cache.resolve(fingerprint).resolve("model.safetensors"))
                .hasSameBinaryContentAs(source.resolve("model.safetensors"));
    }
}
