package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fetch to a directory that holds something already. */
class SecondFetchTest {

    private static final byte[] CONFIG = "{\"hidden_size\": 4}\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] WEIGHTS = RemoteFiles.random(1, 300_000);
    private static final Repository MODEL = new Repository(Repository.Type.MODEL, FakeHub.REPOSITORY);

    @TempDir
    Path directory;

    private FakeHub hub;
    private Path to;

    @BeforeEach
    void open() throws IOException {
        to = directory.resolve("model");
        hub = FakeHub.start()
                .put(FakeHub.FIRST, "config.json", CONFIG)
                .put(FakeHub.FIRST, "model.safetensors", WEIGHTS)
                .put(FakeHub.FIRST, "empty.txt", new byte[0])
                .put(FakeHub.FIRST, "pytorch_model.bin", RemoteFiles.random(2, 1000));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Fetch.Outcome fetch(String revision, Selection selection) throws InterruptedException {
        return Fetch.run(
                new Hub(Endpoint.of(hub.environment()), new Waits().patience()),
                new Fetch.Request(MODEL, revision, selection, 2),
                new LocalDirectory(to));
    }

    private Fetch.Outcome fetch() throws InterruptedException {
        return fetch("main", Selection.of(Repository.Type.MODEL, List.of(), List.of()));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(to)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> to.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aSecondFetchAsksOnlyWhatTheRevisionIsNow() throws Exception {
        fetch();
        hub.forgetAsked();

        assertThat(fetch().fetched()).isZero();

        assertThat(hub.asked())
                .extracting(FakeHub.Asked::path)
                .containsExactly("/api/models/someone/tiny/revision/main");
    }

    @Test
    void aSecondFetchOfACommitAsksNothing() throws Exception {
        Selection usual = Selection.of(Repository.Type.MODEL, List.of(), List.of());
        fetch(FakeHub.FIRST, usual);
        hub.forgetAsked();

        assertThat(fetch(FakeHub.FIRST, usual))
                .isEqualTo(new Fetch.Outcome(FakeHub.FIRST, 3, 300_000 + CONFIG.length, 0));

        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void aFileThatWentAwayIsFetchedAgainAlone() throws Exception {
        fetch();
        Files.delete(to.resolve("config.json"));

        assertThat(fetch().fetched()).isEqualTo(1);

        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(hub.sent("model.safetensors")).isEqualTo(WEIGHTS.length);
    }

    @Test
    void filesOfTheRightContentAreKeptWithoutARecord() throws Exception {
        Files.createDirectories(to);
        Files.write(to.resolve("model.safetensors"), WEIGHTS);
        Files.write(to.resolve("config.json"), new byte[CONFIG.length]);

        assertThat(fetch().fetched()).isEqualTo(2);

        assertThat(hub.sent("model.safetensors")).isZero();
        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
    }

    @Test
    void anotherSelectionOfTheSameCommitAddsToWhatIsThere() throws Exception {
        fetch("main", Selection.of(Repository.Type.MODEL, List.of("*.bin"), List.of()));

        Fetch.Outcome outcome = fetch();

        assertThat(outcome.files()).isEqualTo(4);
        assertThat(outcome.fetched()).isEqualTo(3);
        assertThat(files()).contains("pytorch_model.bin", "config.json");
        assertThat(Files.readString(to.resolve(".outlayer-fetch.json"))).contains("pytorch_model.bin");
    }

    @Test
    void aLaterCommitTakesThePlaceOfTheEarlierOne() throws Exception {
        fetch();
        byte[] other = RemoteFiles.random(3, WEIGHTS.length);
        hub.put(FakeHub.SECOND, "config.json", CONFIG)
                .put(FakeHub.SECOND, "model.safetensors", other)
                .branch("main", FakeHub.SECOND);

        assertThat(fetch()).isEqualTo(new Fetch.Outcome(FakeHub.SECOND, 2, WEIGHTS.length + CONFIG.length, 1));

        assertThat(files()).containsExactly(".outlayer-fetch.json", "config.json", "model.safetensors");
        assertThat(to.resolve("model.safetensors")).hasBinaryContent(other);
    }

    @Test
    void aDirectoryIsNotTakenFromAnotherRepository() throws Exception {
        fetch();
        assertThatThrownBy(() -> Fetch.run(
                        Hub.of(hub.environment()),
                        new Fetch.Request(
                                new Repository(Repository.Type.DATASET, "someone/else"),
                                "main",
                                Selection.of(Repository.Type.DATASET, List.of(), List.of()),
                                1),
                        new LocalDirectory(to)))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("holds the model someone/tiny, expected someone/else or nothing");
    }

    @Test
    void aRecordThatCannotBeReadSaysWhatToDo() throws Exception {
        fetch();
        Files.writeString(to.resolve(".outlayer-fetch.json"), "{\"repository\": 1");
        assertThatThrownBy(this::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(to + "/.outlayer-fetch.json cannot be read")
                .hasMessageContaining("Remove this file");
    }
}
