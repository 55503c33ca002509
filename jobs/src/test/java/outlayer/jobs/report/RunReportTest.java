package outlayer.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.CurveTable;
import outlayer.report.TrainedCurve;
import outlayer.training.CurvePoint;

class RunReportTest {

    private static final List<CurvePoint> POINTS = List.of(
            new CurvePoint(0, 0, null, null, null, 0.7, 0.5, 0.5, -0.25),
            new CurvePoint(1, 96, 0.005, 0.6875, 1.5, 0.5, 0.75, 0.625, 0.5),
            new CurvePoint(2, 200, 0.005, 0.5, 1.25, 0.625, 0.75, 0.5, 0.375));

    private static final UnitSpec QUIRK = UnitSpec.of("train", 1)
            .label("model", "tiny-llama")
            .label("dataset", "addition")
            .label("variant", "quirky");
    private static final UnitSpec TRUTH =
            UnitSpec.of("train", 1).label("model", "tiny-llama").label("variant", "base");

    @TempDir
    private Path directory;

    private RunDirectory run;

    @BeforeEach
    void open() {
        run = Runs.local(directory);
    }

    @Test
    void theTrainingsOfTheRunAreShownInItsOrder() throws IOException {
        publish(QUIRK, 1);
        publish(TRUTH, 2);
        publish(QUIRK.setting("steps", "4000"), 1);
        assertThat(RunReport.curves(run, record(Map.of("train", List.of(TRUTH.key(), QUIRK.key())))))
                .containsExactly(
                        new TrainedCurve("tiny-llama", "", POINTS, 2),
                        new TrainedCurve("tiny-llama", "addition", POINTS, 1));
    }

    @Test
    void aRunWithoutTheStageTrainHasNoCurves() throws IOException {
        publish(QUIRK, 1);
        assertThat(RunReport.curves(run, record(Map.of("fit", List.of(QUIRK.key())))))
                .isEmpty();
    }

    @Test
    void aTrainingThatIsGoneIsNamed() {
        RunRecord record = record(Map.of("train", List.of(QUIRK.key())));
        assertThatThrownBy(() -> RunReport.curves(run, record))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Run " + record.id() + " names training " + QUIRK.key() + ", which is not published under "
                        + run.root() + ". Run the stage 'train' again");
    }

    /** Two experiments share a root; a report of other settings than any run's, such as another title, shows the newest. */
    @Test
    void theNewestRunOfItsOwnSettingsIsShown() {
        assertThatThrownBy(() -> RunReport.shown(run, experiment("a")))
                .hasMessageContaining("No run is recorded under ");
        RunRecord first = recorded(experiment("a"));
        RunRecord second = recorded(experiment("a"));
        RunRecord other = recorded(experiment("b"));
        assertThat(RunReport.shown(run, experiment("a"))).isEqualTo(second);
        assertThat(RunReport.shown(run, experiment("b"))).isEqualTo(other);
        assertThat(RunReport.shown(run, experiment("c"))).isEqualTo(other);
        assertThat(RunReport.shown(run, experiment("a", "run.id=" + first.id())))
                .isEqualTo(first);
    }

    private static Experiment experiment(String title, String... overrides) {
        return ExperimentFile.parse("""
                run { root = anywhere }
                models = [{ name = tiny, path = tiny }]
                datasets = [{ name = addition }]
                report { title = "%s" }
                """.formatted(title), "report.conf", List.of(overrides));
    }

    private RunRecord recorded(Experiment experiment) {
        RunRecord record = new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                experiment.resolved(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
        run.record(record);
        return record;
    }

    private void publish(UnitSpec spec, long keptStep) throws IOException {
        try (UnitWriter writer = run.begin(spec)) {
            CurveTable.TABLE.write(writer.file(CurveTable.FILE), POINTS);
            SortedMap<String, Long> counts = new TreeMap<>(Map.of("kept-step", keptStep));
            writer.publish(counts, List.of());
        }
    }

    private static RunRecord record(Map<String, List<String>> units) {
        return new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                "",
                new TreeMap<>(units),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of());
    }
}
