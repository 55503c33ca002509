package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {

    @TempDir
    Path root;

    private static RunRecord record(String id, String created) {
        return new RunRecord(
                id,
                created,
                "seed = 1\n",
                new TreeMap<>(Map.of("extract", List.of("0123", "4567"))),
                new TreeMap<>(Map.of("outlayer", CodeVersion.current())),
                new TreeMap<>(Map.of("extract", 1)),
                new TreeMap<>(Map.of("extract", 1.5)),
                List.of("careful"));
    }

    @Test
    void theNewestRunIsTheLatest() {
        RunDirectory run = Runs.local(root);
        assertThat(run.latest()).isEmpty();
        run.record(record("b", "2026-01-02T00:00:00Z"));
        run.record(record("c", "2026-01-01T00:00:00Z"));
        run.record(record("a", "2026-01-03T00:00:00.001Z"));
        assertThat(run.runs()).extracting(RunRecord::id).containsExactly("c", "b", "a");
        assertThat(run.latest()).contains(record("a", "2026-01-03T00:00:00.001Z"));
        assertThat(run.run("b")).isEqualTo(record("b", "2026-01-02T00:00:00Z"));
    }

    @Test
    void anIdIsUsedOnce() {
        RunDirectory run = Runs.local(root);
        run.record(record("a", "2026-01-02T00:00:00Z"));
        assertThatThrownBy(() -> run.record(record("a", "2026-01-03T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Run a exists already")
                .hasMessageEndingWith("Choose another run id");
    }

    @Test
    void anUnknownRunIsNamedWithThoseThatAreThere() {
        RunDirectory run = Runs.local(root);
        run.record(record("a", "2026-01-02T00:00:00Z"));
        assertThatThrownBy(() -> run.run("z"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No run 'z' under file:")
                .hasMessageEndingWith("found [a]");
    }

    @Test
    void aBrokenRecordIsNamed() throws IOException {
        Files.createDirectories(root.resolve("runs"));
        Files.writeString(root.resolve("runs/x.json"), "{\"id\": \"x\"");
        assertThatThrownBy(() -> Runs.local(root).runs())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x.json cannot be read")
                .hasMessageEndingWith("Remove this file to forget that run; its units stay");
    }

    @Test
    void freshIdsSortByTime() throws InterruptedException {
        String first = RunRecord.newId();
        Thread.sleep(2);
        assertThat(RunRecord.newId()).isGreaterThan(first).matches("\\d{8}T\\d{9}-[0-9a-f]{8}");
    }

    @Test
    void aReportReplacesTheOneBefore() throws IOException {
        ReportFiles report = Runs.local(root).report();
        report.write(
                "first", Map.of("index.html", bytes("1"), "figures/a.svg", bytes("a"), "auc.csv", bytes("c"))::forEach);
        report.write("second", Map.of("index.html", bytes("2"), "figures/b.svg", bytes("b"))::forEach);
        assertThat(root.resolve("report/index.html")).hasContent("2");
        try (Stream<Path> all = Files.walk(root)) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(path -> root.relativize(path).toString()))
                    .containsExactlyInAnyOrder("report/index.html", "report/figures/b.svg", "report/data/source.txt");
        }
    }

    @Test
    void withoutItsResourceTheVersionIsUnknown() {
        assertThat(CodeVersion.read("/outlayer/not-there.properties")).isEqualTo("unversioned");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
