package outlayer.jobs.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.table.VectorTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** Prompts without labels beside a labelled dataset: both are read, each in the parts and by the variants that it has. */
class PromptsBesideIT extends TinyFixture {

    private static final String STAGES = "run.stages=[datasets, extract, fit]";

    @BeforeAll
    static void open() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 90; i++) {
            lines.append("{\"prompt\": \"Name: Alice %d plus %d is %d.\"}\n".formatted(i, i / 2, i % 7));
        }
        Files.writeString(directory.resolve("prompts.jsonl"), lines);
    }

    private static Experiment experiment(String root, String prompts, String... overrides) {
        String text = tiny.text(directory.resolve(root).toString())
                + """
                datasets = [
                  { name = addition, operand-limit = 100, questions = 4000, distinct = false }
                  { name = chat, prompts { path = "%s", %s } }
                ]
                """.formatted(directory.resolve("prompts.jsonl"), prompts);
        return ExperimentFile.parse(text, "beside.conf", List.of(overrides));
    }

    private static List<Reading> of(Map<Readings.Group, List<Reading>> groups, Readings.Group group) {
        return groups.getOrDefault(group, List.of());
    }

    private static List<Example> examples(List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> reading.shard().examples().stream())
                .toList();
    }

    @Test
    void bothAreReadAndFitted() throws IOException {
        Experiment experiment = experiment(
                "trusted",
                "part = trusted, calibration = 0.2",
                STAGES,
                "extract.parts=[trusted, calibration, test]",
                "parts.caps.trusted=90");
        RunDirectory run = Runs.local(directory.resolve("trusted"));
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        assertThat(FitJob.run(spark, run, experiment).manifests())
                .extracting(fit -> fit.spec().labels().get("dataset") + " "
                        + fit.spec().labels().get("variant"))
                .contains("addition base", "addition quirky", "chat base")
                .doesNotContain("chat quirky");

        Map<Readings.Group, List<Reading>> trusted = Readings.of(run, experiment, Part.TRUSTED);
        Map<Readings.Group, List<Reading>> calibration = Readings.of(run, experiment, Part.CALIBRATION);
        Readings.Group chat = new Readings.Group("tiny", "chat", "base");
        assertThat(trusted.keySet())
                .containsExactlyInAnyOrder(
                        chat,
                        new Readings.Group("tiny", "addition", "base"),
                        new Readings.Group("tiny", "addition", "quirky"));
        assertThat(examples(of(trusted, chat)).size()
                        + examples(of(calibration, chat)).size())
                .isEqualTo(90);
        assertThat(Readings.of(run, experiment, Part.TEST).keySet())
                .allMatch(group -> group.dataset().equals("addition"));
        for (Reading reading : of(trusted, chat)) {
            List<Example> examples = reading.shard().examples();
            assertThat(examples).isNotEmpty().noneMatch(Example::labelled);
            assertThat(VectorTable.ids(reading.vectors()))
                    .isEqualTo(examples.stream().map(Example::id).toList());
            assertThat(PredictionTable.TABLE.read(reading.predictions()))
                    .hasSameSizeAs(examples)
                    .allSatisfy(PromptsBesideIT::requireAnswerWithoutLosses);
        }
    }

    /** The answers are asked for, and there is no label that they could be measured by. */
    private static void requireAnswerWithoutLosses(Prediction prediction) {
        assertThat(prediction.logOdds()).isNotNull();
        assertThat(prediction.lossAlice()).isNull();
        assertThat(prediction.lossBob()).isNull();
    }

    @Test
    void untrustedOnesAreReadAsWell() throws IOException {
        Experiment experiment = experiment(
                "untrusted",
                "part = untrusted",
                "run.stages=[datasets, extract]",
                "extract.parts=[untrusted]",
                "extract.variants=[base]");
        RunDirectory run = Runs.local(directory.resolve("untrusted"));
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);

        Map<Readings.Group, List<Reading>> untrusted = Readings.of(run, experiment, Part.UNTRUSTED);
        assertThat(examples(of(untrusted, new Readings.Group("tiny", "chat", "base"))))
                .hasSize(20) // the cap
                .noneMatch(Example::labelled);
    }

    @Test
    void settingsThatReadNothingOfThemAreRefused() {
        RunDirectory run = Runs.local(directory.resolve("none"));
        assertThatThrownBy(() -> ExtractJob.run(spark, run, experiment("none", "part = untrusted")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset chat is prompts without labels, all in [untrusted], but extract.parts are"
                        + " [trusted, test]; add the part, or leave the dataset out");
        assertThatThrownBy(() ->
                        ExtractJob.run(spark, run, experiment("none", "part = trusted", "extract.variants=[quirky]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Dataset chat is prompts without labels, which the variant base alone reads, but"
                        + " extract.variants are [quirky]; add base, or leave the dataset out");
    }
}
