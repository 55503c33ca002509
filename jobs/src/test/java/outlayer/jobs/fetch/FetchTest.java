package outlayer.jobs.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.settings.SettingsException;

/** What a directory holds after a fetch, and what the hub was asked for it. */
class FetchTest {

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
    void aSnapshotIsTheWantedFilesAndTheirRecord() throws Exception {
        Fetch.Outcome outcome = model.fetch();

        assertThat(outcome).isEqualTo(new Fetch.Outcome(FakeHub.FIRST, 3, CONFIG.length + WEIGHTS.length, 3));
        assertThat(model.files())
                .containsExactly(".outlayer-fetch.json", "config.json", "empty.txt", "model.safetensors");
        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(to.resolve("model.safetensors")).hasBinaryContent(WEIGHTS);
        assertThat(Files.readString(to.resolve(".outlayer-fetch.json")))
                .contains("\"repository\": \"someone/tiny\"", "\"type\": \"model\"", "\"revision\": \"main\"")
                .contains("\"commit\": \"" + FakeHub.FIRST + "\"", "\"size\": 300000", "\"checksum\": \"sha256:")
                .contains("\"checksum\": \"git-sha1:e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\"");
    }

    @Test
    void allFilesAreOfTheCommitThatTheRevisionWas() throws Exception {
        hub.put(FakeHub.SECOND, "config.json", WEIGHTS)
                .put(FakeHub.SECOND, "model.safetensors", CONFIG)
                .afterRevision(() -> hub.branch("main", FakeHub.SECOND));

        assertThat(model.fetch().commit()).isEqualTo(FakeHub.FIRST);

        assertThat(to.resolve("config.json")).hasBinaryContent(CONFIG);
        assertThat(hub.asked())
                .filteredOn(asked ->
                        asked.path().contains("/resolve/") || asked.path().contains("/tree/"))
                .hasSize(3)
                .allSatisfy(asked -> assertThat(asked.path()).contains(FakeHub.FIRST));
    }

    @Test
    void aRevisionMayBeAPullRequestOrACommit() throws Exception {
        hub.branch("refs/pr/1", FakeHub.FIRST);
        Selection usual = Selection.of(Repository.Type.MODEL, List.of(), List.of());
        assertThat(model.fetch("refs/pr/1", usual).commit()).isEqualTo(FakeHub.FIRST);
        assertThat(model.fetch(FakeHub.FIRST, usual).fetched()).isZero();
    }

    @Test
    void aDatasetIsFetchedWhole() throws Exception {
        Fetch.Outcome outcome = Fetch.run(
                Hub.of(hub.environment()),
                new Fetch.Request(
                        new Repository(Repository.Type.DATASET, FakeHub.REPOSITORY),
                        "main",
                        Selection.of(Repository.Type.DATASET, List.of(), List.of()),
                        2),
                new LocalDirectory(to));

        assertThat(outcome.files()).isEqualTo(4);
        assertThat(hub.asked())
                .extracting(FakeHub.Asked::path)
                .contains(
                        "/api/datasets/someone/tiny/revision/main",
                        "/datasets/someone/tiny/resolve/" + FakeHub.FIRST + "/config.json");
    }

    @ParameterizedTest(name = "pages of {0}")
    @ValueSource(ints = {1, 2, 3, 5})
    void aListOfManyPagesIsReadToItsEnd(int files) throws Exception {
        hub.pageSize(files);
        assertThat(model.fetch().files()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out.txt", "a/../../out.txt", "/out.txt", "a//b.txt", "a\\..\\out.txt", "./x.txt"})
    void aPathThatCouldLeaveTheDirectoryStopsEverything(String path) {
        hub.put(FakeHub.FIRST, path, CONFIG);
        assertThatThrownBy(model::fetch)
                .isInstanceOf(FetchException.class)
                .hasMessageContaining(
                        "The repository has a file '" + path + "', which could leave the target directory");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void namesAreEscapedOnTheirWay() throws Exception {
        hub.put(FakeHub.FIRST, "a dir/50% + \u00e9?#&.txt", CONFIG);
        model.fetch();
        assertThat(to.resolve("a dir/50% + \u00e9?#&.txt")).hasBinaryContent(CONFIG);
    }

    @Test
    void noMoreFilesThanAllowedAreOnTheirWay() throws Exception {
        for (int i = 0; i < 20; i++) {
            hub.put(FakeHub.FIRST, "part-" + i + ".txt", RemoteFiles.random(i, 50_000));
        }
        assertThat(model.fetch().fetched()).isEqualTo(23);
        assertThat(hub.mostOpen()).isBetween(1, 2);
    }

    @Test
    void aRequestThatMakesNoSenseIsBadUsage() {
        Selection all = Selection.of(Repository.Type.DATASET, List.of(), List.of());
        assertThatThrownBy(() -> new Fetch.Request(RemoteModel.REPOSITORY, "main", all, 0))
                .isInstanceOf(SettingsException.class)
                .hasMessage("--parallel: found 0, expected 1 to 64 files at a time");
        assertThatThrownBy(() -> new Repository(Repository.Type.MODEL, "https://huggingface.co/a/b"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("expected owner/name");
        assertThatThrownBy(() -> new Repository(Repository.Type.MODEL, "../b")).isInstanceOf(SettingsException.class);
        assertThatThrownBy(() -> Hub.of(Map.of("HF_ENDPOINT", "nowhere"))).isInstanceOf(SettingsException.class);
    }

    @Test
    void progressTellsSpeedAndWhatIsLeft() {
        // 100 MB in 10 s are 10 MB/s; 850 MB are left, for 85 s
        assertThat(FetchProgress.line(50_000_000, 150_000_000, 1_000_000_000, 10))
                .isEqualTo("150.0 of 1000.0 MB, 10.0 MB/s, 1:25 left");
        assertThat(FetchProgress.line(5_000_000, 5_000_000, 10_000_000, 3)).isEqualTo("5.0 of 10.0 MB, 0.0 MB/s");
    }
}
