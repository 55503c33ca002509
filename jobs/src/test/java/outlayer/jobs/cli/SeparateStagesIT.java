package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.settings.SettingsException;

/** Stages one by one, as an orchestrator starts them: two models, each by itself, in one run that has a name. */
class SeparateStagesIT extends SparkFixture {

    private static final String RUN = "scheduled__2026-01-31T00:00:00+00:00";

    @TempDir
    static Path directory;

    private static Path config;

    @BeforeAll
    static void open() throws IOException {
        TinyRun tiny = TinyRun.in(directory);
        config = Files.writeString(directory.resolve("two.conf"), tiny.text("out") + """
                models = [
                  { name = one, path = "%1$s/tiny", quirky = "%1$s/tiny-{dataset}" }
                  { name = two, path = "%1$s/tiny", quirky = "%1$s/tiny-{dataset}" }
                ]
                """.formatted(tiny.models()));
    }

    @Test
    void giveWhatOneRunGives() throws IOException {
        Path whole = directory.resolve("whole");
        RunJob.main(arguments(whole));
        Path parts = directory.resolve("parts");

        DatasetsJob.main(arguments(parts, "--run-id", RUN));
        ExtractJob.main(arguments(parts, "--run-id", RUN, "--model", "two"));
        ExtractJob.main(arguments(parts, "--run-id", RUN, "--model", "one"));
        ExtractJob.main(arguments(parts, "--run-id", RUN, "--model", "one"));
        FitJob.main(arguments(parts, "--run-id", RUN));
        ScoreJob.main(arguments(parts, "--run-id", RUN));
        EvaluateJob.main(arguments(parts, "--run-id", RUN));
        assertThat(Runs.local(parts).runs()).isEmpty();
        RunJob.main(arguments(parts, "--run-id", RUN));
        RunJob.main(arguments(parts, "--run-id", RUN));

        RunRecord expected = Runs.local(whole).latest().orElseThrow();
        assertThat(Runs.local(parts).runs()).singleElement().satisfies(record -> {
            assertThat(record.id()).isEqualTo("scheduled__2026-01-31T00-00-00-00-00");
            assertThat(record.units()).isEqualTo(expected.units());
            assertThat(record.computed()).isEqualTo(expected.computed());
            assertThat(record.settings()).isEqualTo(expected.settings().replace(whole.toString(), parts.toString()));
        });
        assertThat(TinyRun.contents(parts)).isEqualTo(TinyRun.contents(whole));
    }

    @Test
    void oneModelHasItsOwnUnitsAlone() throws IOException {
        Path root = directory.resolve("one");
        DatasetsJob.main(arguments(root, "--run-id", "a"));
        ExtractJob.main(arguments(root, "--run-id", "a", "--model", "two"));

        try (var units = Files.newDirectoryStream(root.resolve("units/extract"))) {
            for (Path unit : units) {
                assertThat(Runs.local(root)
                                .find(
                                        "extract",
                                        Objects.requireNonNull(unit.getFileName())
                                                .toString())
                                .orElseThrow()
                                .spec()
                                .labels())
                        .containsEntry("model", "two");
            }
        }
        assertThatThrownBy(() -> ExtractJob.main(arguments(root, "--run-id", "a", "--set", "run.seed=7")))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("with other settings: found now \"seed\" : 7, expected \"seed\" : 633");
    }

    private static String[] arguments(Path root, String... more) {
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "--set", "run.root=" + root));
        all.addAll(List.of("--set", TinyRun.WITHOUT_REPORT));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
