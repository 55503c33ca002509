package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.settings.SettingsException;

/** A local directory, reached through Hadoop. */
class HadoopDirectoryTest {

    private static final String FILE = "sub/model.safetensors";
    private static final byte[] WEIGHTS = RemoteFiles.random(9, 200_000);

    @TempDir
    Path directory;

    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = FakeHub.start().put(FakeHub.FIRST, FILE, WEIGHTS).put(FakeHub.FIRST, "config.json", new byte[] {'{', '}'
        });
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Fetch.Outcome fetch(Destination to) throws InterruptedException {
        Repository.Type model = Repository.Type.MODEL;
        return Fetch.run(
                new Hub(Endpoint.of(hub.environment()), new Waits().patience()),
                new Fetch.Request(
                        new Repository(model, FakeHub.REPOSITORY),
                        "main",
                        Selection.of(model, List.of(), List.of()),
                        2),
                to);
    }

    private Path target() {
        return directory.resolve("target");
    }

    private HadoopDirectory through(Configuration configuration) {
        return new HadoopDirectory(
                new org.apache.hadoop.fs.Path("file://" + target()), directory.resolve("spool"), configuration);
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> paths = Files.walk(directory.resolve("spool"))) {
            return paths.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aSnapshotIsUploadedAndRecorded() throws Exception {
        assertThat(fetch(through(new Configuration())).fetched()).isEqualTo(2);

        assertThat(target().resolve(FILE)).hasBinaryContent(WEIGHTS);
        assertThat(target().resolve("config.json")).hasContent("{}");
        assertThat(target().resolve(".outlayer-fetch.json")).content().contains(FakeHub.FIRST, FILE);
        assertThat(spooled()).isEmpty();

        hub.forgetAsked();
        assertThat(fetch(through(new Configuration())).fetched()).isZero();
        assertThat(hub.asked()).hasSize(1);
    }

    @Test
    void aBrokenFetchGoesOnFromItsSpool() throws Exception {
        Path spool = through(new Configuration()).parts().root().resolve(FILE);
        hub.fault(FILE, Fault.cutAfter(120_000, RemoteFiles.part(spool, WEIGHTS)));
        for (int i = 0; i < 4; i++) {
            hub.fault(FILE, Fault.cut());
        }
        assertThatThrownBy(() -> fetch(through(new Configuration()))).hasMessageContaining("gave up");
        assertThat(RemoteFiles.part(spool, WEIGHTS)).hasSize(120_000);

        fetch(through(new Configuration()));

        assertThat(target().resolve(FILE)).hasBinaryContent(WEIGHTS);
        assertThat(hub.sent(FILE)).isEqualTo(WEIGHTS.length);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void anUploadThatLostBytesIsAnErrorAndIsDoneAgainWithoutFetching() throws Exception {
        Configuration lossy = new Configuration();
        lossy.setClass("fs.file.impl", LossyFileSystem.class, FileSystem.class);
        lossy.setBoolean("fs.file.impl.disable.cache", true);

        assertThatThrownBy(() -> fetch(through(lossy)))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("uploaded " + FILE + ": found 199999 bytes there, expected 200000");
        assertThat(target().resolve(FetchRecord.NAME)).doesNotExist();

        fetch(through(new Configuration()));
        assertThat(target().resolve(FILE)).hasBinaryContent(WEIGHTS);
        assertThat(hub.sent(FILE)).isEqualTo(WEIGHTS.length);
    }

    @Test
    void filesThatAreThereWithoutARecordAreReadAndKept() throws Exception {
        fetch(through(new Configuration()));
        Files.delete(target().resolve(FetchRecord.NAME));

        assertThat(fetch(through(new Configuration())).fetched()).isZero();

        assertThat(hub.sent(FILE)).isEqualTo(WEIGHTS.length);
    }

    @Test
    void thePathSaysWhoseItIs() {
        Path spool = directory.resolve("spool");
        assertThat(Destination.of("models/x", spool, Configuration::new))
                .isEqualTo(new LocalDirectory(Path.of("models/x")));
        assertThat(Destination.of("file:///models/a%20b c", spool, Configuration::new)
                        .where())
                .isEqualTo("/models/a%20b c");
        assertThat(Destination.of("s3a://bucket/x", spool, Configuration::new))
                .isInstanceOf(HadoopDirectory.class)
                .extracting(Destination::where)
                .isEqualTo("s3a://bucket/x");
        assertThatThrownBy(() -> Destination.of("", spool, Configuration::new))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("--to: '' is no path");
    }

    /** Loses the last byte of what it is asked to read back about large files. */
    public static final class LossyFileSystem extends RawLocalFileSystem {

        @Override
        public org.apache.hadoop.fs.FileStatus getFileStatus(org.apache.hadoop.fs.Path path) throws IOException {
            org.apache.hadoop.fs.FileStatus status = super.getFileStatus(path);
            return new org.apache.hadoop.fs.FileStatus(
                    status.isFile() && status.getLen() > 1000 ? status.getLen() - 1 : status.getLen(),
                    status.isDirectory(),
                    1,
                    status.getBlockSize(),
                    status.getModificationTime(),
                    status.getPath());
        }
    }
}
