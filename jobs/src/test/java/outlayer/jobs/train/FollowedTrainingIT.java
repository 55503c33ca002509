package outlayer.jobs.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.CurveTable;
import outlayer.jobs.table.Prediction;
import outlayer.jobs.table.PredictionTable;
import outlayer.jobs.work.StageResult;
import outlayer.quirky.Part;

/** Adapters and their kept checkpoints, exported by one stage, are read by the next. */
class FollowedTrainingIT extends SparkFixture {

    @TempDir
    static Path directory;

    @Test
    void aTrainingIsFollowedFromTheBaseToItsEnd() throws IOException {
        TinyRun tiny = TinyRun.in(directory);
        Path root = directory.resolve("run");
        Experiment experiment = ExperimentFile.parse(
                tiny.text(root.toString()) + """
                        models = [ { name = tiny, path = "%1$s/tiny", quirky = "%2$s/tiny-{dataset}" } ]
                        train { export-to = "%2$s", fine-tuning { models = [tiny], recipe {
                          steps = 4, batch = 8, learning-rate = 0.02, evaluations = every-2, keep-checkpoints = true } } }
                        extract { variants = [base, step-0, step-2, step-4, quirky], parts = [test] }
                        run.stages = [datasets, train, extract]
                        """.formatted(tiny.models(), directory.resolve("adapters")),
                "followed.conf",
                List.of());
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        StageResult trained = TrainJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);

        Map<Readings.Group, List<Reading>> readings = Readings.of(run, experiment, Part.TEST);
        List<Double> base = logOdds(readings, "base");
        assertThat(base).isNotEmpty();
        assertThat(logOdds(readings, "step-0")).isEqualTo(base);
        assertThat(logOdds(readings, "step-4")).isNotEqualTo(base);
        long kept = trained.manifests().get(0).count(TrainJob.KEPT_STEP);
        assertThat(logOdds(readings, "quirky")).isEqualTo(logOdds(readings, "step-" + kept));
        assertThat(CurveTable.TABLE.read(run.file(trained.manifests().get(0), CurveTable.FILE)))
                .hasSize(3);
    }

    private static List<Double> logOdds(Map<Readings.Group, List<Reading>> readings, String variant) {
        List<Double> odds = new ArrayList<>();
        for (Reading reading : Objects.requireNonNull(readings.get(new Readings.Group("tiny", "addition", variant)))) {
            PredictionTable.TABLE.read(reading.predictions()).stream()
                    .map(Prediction::logOdds)
                    .forEach(odds::add);
        }
        return odds;
    }
}
