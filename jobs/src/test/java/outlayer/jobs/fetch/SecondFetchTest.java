package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fetch to a directory that holds something already. */
class SecondFetchTest {

    private static final byte[] CONFIG = RemoteModel.CONFIG;
    private static final byte[] WEIGHTS = RemoteModel.WEIGHTS;

    @TempDir
    Path directory;

    private RemoteModel model;
    private FakeHub hub;
    private Path to;

    @BeforeEach
    void open() throws IOException {
        model = RemoteModel.start(directory);
        hub = model.hub();
        to = model.to();
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aSecondFetchAsksOnlyWhatTheRevisionIsNow() throws Exception {
        model.fetch();
        hub.forgetAsked();

        assertThat(model.fetch().fetched()).isZero();

        assertThat(hub.asked())
                .extracting(FakeHub.Asked::path)
                .containsExactly("/api/models/someone/tiny/revision/main");
    }

    @Test
    void aSecondFetchOfACommitAsksNothing() throws Exception {
        Selection usual = Selection.of(Repository.Type.MODEL, List.of(), List.of());
        model.fetch(FakeHub.FIRST, usual);
        hub.forgetAsked();

        assertThat(model.fetch(FakeHub.FIRST, usual))
                .isEqualTo(new Fetch.Outcome(FakeHub.FIRST, 3, 300_000 + CONFIG.length, 0));

        assertThat(hub.asked()).isEmpty();
    }

    @Test
    void aFileThatWentAwayIsFetchedAgainAlone() throws Exception {
        model.fetch();
        Files.delete(to.resolve("config.json"));

        assertThat(model.fetch().fetched()).isEqualTo(1);

        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(hub.sent("model.safetensors")).isEqualTo(WEIGHTS.length);
    }

    @Test
    void filesOfTheRightContentAreKeptWithoutARecord() throws Exception {
        Files.createDirectories(to);
        Files.write(to.resolve("model.safetensors"), WEIGHTS);
        Files.write(to.resolve("config.json"), new byte[CONFIG.length]);

        assertThat(model.fetch().fetched()).isEqualTo(2);

        assertThat(hub.sent("model.safetensors")).isZero();
        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
    }

    @Test
    void anotherSelectionOfTheSameCommitAddsToWhatIsThere() throws Exception {
        model.fetch("main", Selection.of(Repository.Type.MODEL, List.of("*.bin"), List.of()));

        Fetch.Outcome outcome = model.fetch();

        assertThat(outcome.files()).isEqualTo(4);
        assertThat(outcome.fetched()).isEqualTo(3);
        assertThat(model.files()).contains("pytorch_model.bin", "config.json");
        assertThat(Files.readString(to.resolve(".outlayer-fetch.json"))).contains("pytorch_model.bin");
    }

    @Test
    void aLaterCommitTakesThePlaceOfTheEarlierOne() throws Exception {
        model.fetch();
        byte[] other = RemoteFiles.random(3, WEIGHTS.length);
        hub.put(FakeHub.SECOND, "config.json", CONFIG)
                .put(FakeHub.SECOND, "model.safetensors", other)
                .branch("main", FakeHub.SECOND);

        assertThat(model.fetch()).isEqualTo(new Fetch.Outcome(FakeHub.SECOND, 2, WEIGHTS.length + CONFIG.length, 1));

        assertThat(model.files()).containsExactly(".outlayer-fetch.json", "config.json", "model.safetensors");
        assertThat(to.resolve("model.safetensors")).hasBinaryContent(other);
    }

    @Test
    void aDirectoryIsNotTakenFromAnotherRepository() throws Exception {
        model.fetch();
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
        model.fetch();
        Files.writeString(to.resolve(".outlayer-fetch.json"), "{\"repository\": 1");
        assertThatThrownBy(model::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(to + "/.outlayer-fetch.json cannot be read")
                .hasMessageContaining("Remove this file");
    }
}
