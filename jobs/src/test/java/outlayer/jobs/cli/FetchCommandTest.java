package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.fetch.FakeHub;
import outlayer.jobs.run.DriveFileSystem;
import picocli.CommandLine;

class FetchCommandTest {

    private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FakeHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = FakeHub.start()
                .put(FakeHub.FIRST, "adapter_config.json", CONFIG)
                .put(FakeHub.FIRST, "adapter_model.safetensors", new byte[1_000_000]);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private int execute(String... arguments) {
        CommandLine line = Outlayer.commandLine();
        CommandLine fetch = new CommandLine(new FetchCommand(hub.environment()));
        fetch.setParameterExceptionHandler(line.getParameterExceptionHandler());
        fetch.setExecutionExceptionHandler(line.getExecutionExceptionHandler());
        fetch.setOut(new PrintWriter(out, true));
        fetch.setErr(new PrintWriter(err, true));
        return fetch.execute(arguments);
    }

    @Test
    void anAdapterIsFetchedAndThenThere() {
        String to = directory.resolve("adapter").toString();
        assertThat(execute(FakeHub.REPOSITORY, "--to", to)).isZero();
        assertThat(out.toString())
                .contains("someone/tiny at " + FakeHub.FIRST + ": 2 files, 1.0 MB in " + to)
                .contains("2 fetched, 0 were there.");
        assertThat(directory.resolve("adapter/adapter_model.safetensors")).hasSize(1_000_000);

        assertThat(execute(FakeHub.REPOSITORY, "--to", to)).isZero();
        assertThat(out.toString()).contains("Nothing was fetched: all of them were there.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aHadoopPathIsReachedAsSparkWouldReachIt() {
        System.setProperty("spark.hadoop.fs.drive.impl", DriveFileSystem.class.getName());
        try {
            int code = execute(
                    FakeHub.REPOSITORY,
                    "--to",
                    "drive://" + directory.resolve("adapter"),
                    "--spool",
                    directory.resolve("spool").toString());
            assertThat(code).as(err.toString()).isZero();
        } finally {
            System.clearProperty("spark.hadoop.fs.drive.impl");
        }
        assertThat(directory.resolve("adapter/adapter_config.json")).hasBinaryContent(CONFIG);
        assertThat(directory.resolve("adapter/.outlayer-fetch.json")).exists();
    }

    @Test
    void aRepositoryThatIsNotThereFails() {
        assertThat(execute("someone/else", "--to", directory.resolve("x").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("outlayer: someone/else: there is no such model, or it is private")
                .doesNotContain("\tat ");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
        "someone/tiny, Missing required option: '--to=URI'",
        "--to x, Missing required parameter: 'REPO'",
        "someone/tiny/x --to x, expected owner/name",
        "someone/tiny --to x --type space, 'found ''space'', expected model or dataset'",
        "someone/tiny --to x --parallel 0, expected 1 to 64 files at a time",
        "someone/tiny --to x --parallel many, Invalid value for option '--parallel'",
        "someone/tiny --to x --include [z-a], Glob '[z-a]'"
    })
    void badUsageIsTwo(String arguments, String message) {
        List<String> words = new ArrayList<>(List.of(arguments.split(" ")));
        assertThat(execute(words.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains("outlayer: ").contains(message);
    }

    @Test
    void helpTellsOfTheTokenAndTheUsualFiles() {
        CommandLine line = Outlayer.commandLine();
        line.setOut(new PrintWriter(out, true));
        assertThat(line.execute("fetch", "--help")).isZero();
        assertThat(out.toString()).contains("HF_TOKEN", "HF_ENDPOINT", "--revision", "safetensors");
    }
}
