package outlayer.jobs.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** What is judged beside the AUCs of the test part: layers chosen without its labels, and intervals by the bootstrap. */
class EvaluateJobIT extends SparkFixture {

    @TempDir
    static Path directory;

    private static RunDirectory run;
    private static Experiment withoutUntrusted;
    private static Experiment withAll;

    @BeforeAll
    static void judge() throws IOException {
        TinyRun tiny = TinyRun.in(directory);
        Path root = directory.resolve("root");
        run = Runs.local(root);
        withAll = tiny.experiment(
                root,
                "extract.variants=[quirky]",
                "extract.parts=[trusted, calibration, untrusted, test]",
                "evaluate.bootstrap=100");
        withoutUntrusted =
                tiny.experiment(root, "extract.variants=[quirky]", "extract.parts=[trusted, calibration, test]");
        for (Experiment experiment : List.of(withAll, withoutUntrusted)) {
            DatasetsJob.run(spark, run, experiment);
            ExtractJob.run(spark, run, experiment);
            FitJob.run(spark, run, experiment);
            ScoreJob.run(spark, run, experiment);
            EvaluateJob.run(spark, run, experiment);
        }
    }

    /** Layer 0 is the same for every prompt, so two are left of three; of calibration, which has hard questions too, the easy half. */
    @Test
    void aLayerOfEachDetectorIsChosenFromCalibrationAndUntrusted() throws IOException {
        Judged judged = Judged.of(run, withAll);

        assertThat(judged.layerChoices()).hasSize(4).allSatisfy(row -> {
            assertThat(row.layers()).isEqualTo(2);
            assertThat(row.nUntrusted()).isEqualTo(rows(Part.UNTRUSTED, row.dataset()));
            assertThat(row.nCalibration()).isBetween(2L, rows(Part.CALIBRATION, row.dataset()) - 1);
            assertThat(row.chosenLayer()).isIn("1", "2");
            assertThat(row.chosenAuc()).isEqualTo(testAuc(judged, row, Objects.requireNonNull(row.chosenLayer())));
            assertThat(row.bestAucByTestLabels())
                    .isEqualTo(Math.max(testAuc(judged, row, "1"), testAuc(judged, row, "2")));
            assertThat(row.aucOfMean()).isEqualTo(testAuc(judged, row, "aggregate"));
        });
    }

    @Test
    void withoutUntrustedScoresThereIsNoChoiceAndAReason() throws IOException {
        Judged judged = Judged.of(run, withoutUntrusted);

        assertThat(judged.bootstrap()).isEmpty();
        assertThat(judged.layerChoices()).hasSize(4).allSatisfy(row -> {
            assertThat(row.chosenLayer()).isNull();
            assertThat(row.bestLayerByTestLabels()).isNotNull();
            assertThat(row.note()).isEqualTo("n/a: the part untrusted is not scored; extract.parts must name it");
        });
    }

    @Test
    void everyVerdictHasItsBootstrapIntervals() throws IOException {
        Judged judged = Judged.of(run, withAll);

        assertThat(judged.bootstrap()).hasSize(2 * 2 * 3).allSatisfy(row -> {
            assertThat(row.cell().score().layer()).isEqualTo("aggregate");
            assertThat(row.draws()).isEqualTo(100);
        });
        for (BootstrapRow row : judged.bootstrap()) {
            double auc = judged.auc().stream()
                    .filter(judgedRow -> judgedRow.cell().equals(row.cell()))
                    .findFirst()
                    .map(AucRow::auc)
                    .orElseThrow();
            assertThat(auc).isBetween(row.aucLow(), row.aucHigh());
        }
    }

    private static long rows(Part part, String dataset) throws IOException {
        return Shard.all(run, withAll, List.of(part), dataset).stream()
                .mapToLong(shard -> shard.examples().size())
                .sum();
    }

    private static double testAuc(Judged judged, LayerChoiceRow row, String layer) {
        return judged.auc().stream()
                .filter(auc -> auc.cell().dataset().equals(row.dataset())
                        && auc.cell().score().params().equals(row.params())
                        && auc.cell().score().layer().equals(layer)
                        && auc.cell().subset().equals("all"))
                .findFirst()
                .map(AucRow::auc)
                .orElseThrow();
    }
}
