package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import picocli.CommandLine;

/** Two real runs that share most of their units, listed and swept. */
class GcCommandIT extends TinyFixture {

    private static final String OTHER_DETECTOR = "detectors.mahalanobis.rcond=[1e-2]";

    private static Path root;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        run();
        run(OTHER_DETECTOR);
    }

    private static int run(String... overrides) throws IOException {
        return RunJob.run(spark, Runs.local(root), tiny.withoutReport(root, overrides))
                .computed();
    }

    private int execute(String... arguments) {
        CommandLine line = Outlayer.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }

    @Test
    void aSweptRootRecomputesNothingOfWhatItKeeps() throws IOException {
        assertThat(execute("runs", "--root", root.toString(), "--json")).isZero();
        JsonArray runs = JsonParser.parseString(out.toString()).getAsJsonArray();
        assertThat(runs).hasSize(2);
        JsonObject first = runs.get(0).getAsJsonObject();
        assertThat(first.get("units").getAsInt()).isEqualTo(TinyRun.UNITS);
        assertThat(first.get("computed").getAsInt()).isEqualTo(TinyRun.UNITS);
        assertThat(first.get("missing").getAsInt()).isZero();
        assertThat(first.get("bytes").getAsLong()).isPositive();
        assertThat(first.getAsJsonArray("stages"))
                .extracting(stage -> stage.getAsString())
                .containsExactly("datasets", "extract", "fit", "score", "evaluate");

        RunDirectory run = Runs.local(root);
        Map<String, String> newest = TinyRun.contents(run);
        String[] now = {"gc", "--root", root.toString(), "--keep", "1", "--older-than-hours", "0"};

        assertThat(execute(now)).isZero();
        assertThat(out.toString()).contains("1 run records").contains("Nothing was removed: --delete removes.");
        assertThat(run.runs()).hasSize(2);

        assertThat(execute("gc", "--root", root.toString(), "--keep", "2", "--older-than-hours", "0", "--delete"))
                .isZero();
        assertThat(out.toString()).contains("Nothing to remove.");
        assertThat(TinyRun.files(root.resolve("units"))).isNotEmpty();

        long before = TinyRun.files(root.resolve("units")).size();
        assertThat(execute("gc", "--root", root.toString(), "--keep", "1", "--older-than-hours", "0", "--delete"))
                .isZero();
        assertThat(out.toString()).contains("Removed.");
        assertThat(TinyRun.files(root.resolve("units")).size()).isLessThan((int) before);
        assertThat(run.runs()).hasSize(1);
        assertThat(TinyRun.contents(run)).isEqualTo(newest);
        assertThat(run(OTHER_DETECTOR)).isZero();
        assertThat(run()).isPositive();
    }

    @Test
    void whichRunsStayMustBeSaid() {
        assertThat(execute("gc", "--root", root.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("Expected --keep N, --keep-days D, or both: which runs are to stay?");
        assertThat(execute("runs")).isEqualTo(2);
        assertThat(out.toString()).contains("Expected either --root ROOT or --config FILE");
    }

    @Test
    void copiesOfModelsThatNoKeptUnitNamesGo(@TempDir Path cache) throws IOException {
        String used = Runs.local(root).latest().orElseThrow().units().getOrDefault("extract", List.of()).stream()
                .map(key -> Runs.local(root).find("extract", key).orElseThrow())
                .map(unit -> unit.spec().settings().get("weights"))
                .findFirst()
                .orElseThrow();
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(9)));
        for (String fingerprint : new String[] {used, "0123456789abcdef"}) {
            Path copy = Files.createDirectories(cache.resolve(fingerprint));
            Path file = Files.writeString(copy.resolve("config.json"), "{}");
            Files.setLastModifiedTime(file, old);
            Files.setLastModifiedTime(copy, old);
        }
        Files.createDirectories(cache.resolve("00000000young000.part"));
        assertThat(execute(
                        "gc", "--root", root.toString(), "--keep", "9", "--model-cache", cache.toString(), "--delete"))
                .isZero();
        assertThat(cache.resolve(used)).exists();
        assertThat(cache.resolve("0123456789abcdef")).doesNotExist();
        assertThat(cache.resolve("00000000young000.part")).exists();
    }
}
