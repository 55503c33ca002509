package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that report on one root at once. */
class ReportFilesTest {

    @TempDir
    Path root;

    private ReportFiles report() {
        return Runs.local(root).report();
    }

    private static void page(BiConsumer<String, byte[]> files, String who) {
        for (String name : List.of("index.html", "auc.csv", who + ".svg")) {
            files.accept(name, who.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> files() throws IOException {
        try (var walk = Files.walk(root.resolve("report"))) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> root.resolve("report").relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whoeverEndsLastWritesAllOfItAgain() throws IOException {
        AtomicInteger times = new AtomicInteger();
        report().write("mine", files -> {
            files.accept("early.svg", new byte[0]);
            if (times.getAndIncrement() == 0) {
                report().write("theirs", others -> page(others, "they"));
            }
            page(files, "me");
        });
        assertThat(times).hasValue(2);
        assertThat(report().seal()).contains("mine");
        assertThat(files()).containsExactly("auc.csv", "data/source.txt", "early.svg", "index.html", "me.svg");
        assertThat(root.resolve("report/index.html")).hasContent("me");
    }

    @Test
    void aFileThatChangesBesideAReportBreaksItsSeal() {
        report().write("mine", files -> page(files, "me"));
        report().add("auc.csv", "me".getBytes(StandardCharsets.UTF_8));
        report().remove("drift.csv");
        assertThat(report().seal()).contains("mine");

        report().add("auc.csv", "m".getBytes(StandardCharsets.UTF_8));
        assertThat(report().seal()).isEmpty();
        assertThat(root.resolve("report/auc.csv")).hasContent("m");

        report().write("mine", files -> page(files, "me"));
        report().remove("me.svg");
        assertThat(report().seal()).isEmpty();
        assertThat(root.resolve("report/me.svg")).doesNotExist();
    }

    @Test
    void aFileThatChangesMeanwhileIsWrittenOver() throws IOException {
        AtomicInteger times = new AtomicInteger();
        report().write("mine", files -> {
            page(files, "me");
            if (times.getAndIncrement() == 0) {
                report().add("auc.csv", "they".getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(times).hasValue(2);
        assertThat(report().seal()).contains("mine");
        assertThat(files()).containsExactly("auc.csv", "data/source.txt", "index.html", "me.svg");
        assertThat(root.resolve("report/auc.csv")).hasContent("me");
    }

    @Test
    void aMixtureIsNeverSealed() {
        assertThatThrownBy(() -> report().write("mine", files -> {
                    report().write("theirs", others -> page(others, "they"));
                    page(files, "me");
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was written by others all 3 times that it was tried, and may be a mixture");
        // The seal of the others was put before our files came over theirs.
        assertThat(report().seal()).isEmpty();
    }
}
