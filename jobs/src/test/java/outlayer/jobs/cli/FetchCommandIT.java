package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.fetch.FakeHub;
import outlayer.jobs.fetch.Fault;
import outlayer.jobs.run.S3Server;

/** `outlayer fetch` as a process of its own, which may be killed, and to an object store. */
class FetchCommandIT {

    private static final String FILE = "model.safetensors";
    private static final int SIZE = 5_000_000;

    @TempDir
    Path directory;

    private final byte[] weights = new byte[SIZE];
    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        new Random(11).nextBytes(weights);
        hub = FakeHub.start().put(FakeHub.FIRST, FILE, weights);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private ChildJvm fetch(String to, List<String> options) throws IOException {
        return ChildJvm.start(
                Files.createTempFile(directory, "child", ".log"),
                Outlayer.class,
                options,
                hub.environment(),
                List.of(
                        "fetch",
                        FakeHub.REPOSITORY,
                        "--to",
                        to,
                        "--spool",
                        directory.resolve("spool").toString()));
    }

    private long partBytes() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            long bytes = 0;
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".part")).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    /** Lets a process fetch the first 3 MB and kills it there. */
    private void killAfterThreeMegabytes(String to, List<String> options) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        hub.fault(FILE, Fault.silentAfter(3_000_000, end));
        try (ChildJvm child = fetch(to, options)) {
            while (partBytes() < 3_000_000) {
                if (!child.isAlive()) {
                    throw new IllegalStateException("Ended before 3 MB: " + child.tail());
                }
                Thread.sleep(5);
            }
            child.kill();
        } finally {
            end.countDown();
        }
    }

    @Test
    void aKilledFetchGoesOnFromItsPart() throws Exception {
        Path to = directory.resolve("model");
        killAfterThreeMegabytes(to.toString(), List.of());
        assertThat(to.resolve(FILE)).doesNotExist();

        try (ChildJvm child = fetch(to.toString(), List.of())) {
            child.await();
            assertThat(child.tail()).contains("1 fetched, 0 were there.");
        }

        assertThat(to.resolve(FILE)).hasBinaryContent(weights);
        assertThat(hub.sent(FILE)).isEqualTo(SIZE);
        assertThat(partBytes()).isZero();
    }

    @Test
    void aKilledFetchToAnObjectStoreGoesOnFromItsPart() throws Exception {
        Path files = Files.createDirectories(directory.resolve("s3"));
        try (S3Server s3 = S3Server.start(files)) {
            List<String> options = s3.configuration().getPropsWithPrefix("fs.s3a.").entrySet().stream()
                    .filter(entry -> !entry.getValue()
                            .equals(new org.apache.hadoop.conf.Configuration().get("fs.s3a." + entry.getKey())))
                    .map(entry -> "-Dspark.hadoop.fs.s3a." + entry.getKey() + "=" + entry.getValue())
                    .toList();
            String to = s3.bucket() + "/model";
            killAfterThreeMegabytes(to, options);

            try (ChildJvm child = fetch(to, options)) {
                child.await();
                assertThat(child.tail()).contains("1 fetched, 0 were there.");
            }

            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(to, FILE);
            try (var in = path.getFileSystem(s3.configuration()).open(path)) {
                assertThat(in.readAllBytes()).isEqualTo(weights);
            }
            assertThat(hub.sent(FILE)).isEqualTo(SIZE);
            assertThat(partBytes()).isZero();
            try (ChildJvm child = fetch(to, options)) {
                child.await();
                assertThat(child.tail()).contains("Nothing was fetched: all of them were there.");
            }
        }
    }
}
