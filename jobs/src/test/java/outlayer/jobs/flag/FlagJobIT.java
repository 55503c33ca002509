package outlayer.jobs.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import outlayer.evaluate.Csv;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRow;
import outlayer.jobs.TinyFixture;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.score.ScoredParts;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.table.RecordTable;
import outlayer.jobs.work.StageResult;

/** Flags of a small run, against the scores they are made of. */
class FlagJobIT extends TinyFixture {

    private static final int GROUPS = 2;

    private static RunDirectory run;
    private static Experiment experiment;
    private static StageResult result;

    @BeforeAll
    static void open() throws IOException {
        run = Runs.local(directory.resolve("root"));
        experiment = experiment();
        DatasetsJob.run(spark, run, experiment);
        ExtractJob.run(spark, run, experiment);
        FitJob.run(spark, run, experiment);
        ScoreJob.run(spark, run, experiment);
        result = FlagJob.run(spark, run, experiment);
    }

    private static Experiment experiment(String... overrides) {
        List<String> all = new ArrayList<>(List.of(
                "run.stages=[datasets, extract, fit, score, flag]",
                "extract.variants=[quirky]",
                "extract.parts=[trusted, calibration, untrusted, test]",
                "extract.features.heads={point=heads}", // which no detector reads
                "detectors.mahalanobis={rcond=[1e-3],features=[activations]}",
                "detectors.lof={k=[5],features=[activations]}",
                "detectors.quantum-entropy={features=[activations]}",
                "detectors.aggregations=[mean, z-mean]",
                "flag.false-positive-budget=0.2"));
        all.addAll(List.of(overrides));
        return tiny.experiment(directory.resolve("root"), all.toArray(new String[0]));
    }

    private static List<FlagRow> rows() {
        List<FlagRow> rows = new ArrayList<>();
        for (Manifest unit : result.manifests()) {
            if (unit.files().stream().anyMatch(file -> file.name().equals("flags.parquet"))) {
                rows.addAll(RecordTable.FLAGS.read(run.file(unit, RecordTable.fileName(RecordTable.FLAGS))));
            }
        }
        return rows;
    }

    private static Map<ScoreKey, double[]> calibration(FlagRow row) throws IOException {
        return Objects.requireNonNull(ScoredParts.of(run, experiment)
                        .calibration()
                        .get(new Readings.Group(
                                row.group().model(),
                                row.group().dataset(),
                                row.group().variant())))
                .scores();
    }

    private static double p(double[] calibration, double score) {
        return (1.0
                        + Arrays.stream(calibration)
                                .filter(normal -> normal >= score)
                                .count())
                / (calibration.length + 1);
    }

    /** 120 test and 40 untrusted examples a group, by both online detectors; the offline one stays out. */
    @Test
    void everyExampleHasItsConformalP() throws IOException {
        List<FlagRow> rows = rows();
        assertThat(rows).hasSize(GROUPS * (120 + 40) * 2);
        assertThat(rows.stream().map(row -> row.key().detector()).distinct())
                .containsExactlyInAnyOrder("mahalanobis", "lof");
        Map<ScoreKey, double[]> normal = calibration(rows.get(0));
        for (FlagRow row : rows) {
            assertThat(row.key().layer() + " " + row.key().aggregation()).isEqualTo("aggregate mean");
            if (row.group().equals(rows.get(0).group())) {
                double[] scores = Objects.requireNonNull(normal.get(row.key()));
                assertThat(row.p()).isCloseTo(p(scores, row.score()), within(1e-12));
            }
            assertThat(row.flagged()).isEqualTo(row.p() <= 0.2);
            assertThat(row.q()).isBetween(row.p(), 1.0);
        }
        assertThat(rows).filteredOn(FlagRow::flagged).isNotEmpty();
    }

    @Test
    void driversAreTheLayersOfSmallestP() {
        assertThat(rows()).allSatisfy(row -> {
            if (!row.flagged()) {
                assertThat(row.drivers()).isNull();
                return;
            }
            // Layer 0 is constant.
            assertThat(Objects.requireNonNull(row.drivers()).split(" ", -1)).containsExactlyInAnyOrder("1", "2");
            String[] p = Objects.requireNonNull(row.driversP()).split(" ", -1);
            assertThat(Double.parseDouble(p[0])).isLessThanOrEqualTo(Double.parseDouble(p[1]));
        });
    }

    @Test
    void ratesCountTheFlagsByTheLabels() throws IOException {
        Flagged flagged = Flagged.of(run, experiment);
        assertThat(flagged.rates()).hasSize(GROUPS * 2 * 2).allSatisfy(rate -> {
            List<FlagRow> its = flagged.flags().stream()
                    .filter(row -> row.group().equals(rate.group()) && row.key().equals(rate.key()))
                    .toList();
            assertThat(rate.nFlagged()).isEqualTo(its.size());
            assertThat(rate.chosen()).isEqualTo(0.2);
            assertThat(rate.nTested()).isEqualTo(rate.group().part().equals("test") ? 120 : 40);
            assertThat(rate.nAnomalous()).isEqualTo(rate.nTested() / 2);
            assertThat(rate.nFalse()).isBetween(0L, rate.nFlagged());
            assertThat(rate.falsePositiveRate())
                    .isCloseTo(Objects.requireNonNull(rate.nFalse()) / (rate.nTested() / 2.0), within(1e-12));
        });
    }

    @Test
    void newTrafficIsComparedWithTheFit() throws IOException {
        List<DriftRow> drift = Flagged.of(run, experiment).drift();
        assertThat(drift).allSatisfy(row -> assertThat(row.group().part()).isEqualTo("untrusted"));
        // Two detectors on layers 1 and 2, and over both.
        assertThat(drift).hasSize(GROUPS * 2 * 3);
        assertThat(drift).filteredOn(row -> row.key().isLayer()).allSatisfy(row -> {
            assertThat(row.nTrusted()).isEqualTo(60);
            assertThat(row.nNew()).isEqualTo(40);
            assertThat(row.meanShift()).isBetween(0.0, 1.0);
            assertThat(row.varianceRatio()).isBetween(0.5, 2.0);
            assertThat(row.auc()).isBetween(0.0, 1.0);
        });
    }

    @Test
    void theReportsFolderHasTheTables() throws IOException {
        Path report = directory.resolve("root/report");
        assertThat(Files.readAllLines(report.resolve("flags.csv")).get(0))
                .isEqualTo(String.join(",", Csv.columns(FlagRow.class)));
        assertThat(Files.readAllLines(report.resolve("flags.csv")))
                .hasSize(1 + (int) rows().stream().filter(FlagRow::flagged).count());
        assertThat(Files.readAllLines(report.resolve("flag-rates.csv"))).hasSize(1 + GROUPS * 4);
        assertThat(Files.readAllLines(report.resolve("drift.csv"))).hasSize(1 + GROUPS * 6);
    }

    @Test
    void nothingIsComputedTwiceAndAnotherRateFlagsAnew() throws IOException {
        assertThat(FlagJob.run(spark, run, experiment).computed()).isZero();
        assertThat(FlagJob.run(spark, run, experiment("flag.false-positive-budget=0.3"))
                        .computed())
                .isEqualTo(GROUPS * 2);
        FlagJob.run(spark, run, experiment);
    }

    /** 20 examples of calibration: 1/21 at best. */
    @Test
    void tooFewCalibrationScoresAreSaidBeforeAnythingIsFlagged() throws IOException {
        assertThat(FlagJob.run(spark, run, experiment("flag.false-positive-budget=null", "flag.rate=0.04"))
                        .remarks())
                .contains(
                        "tiny/addition/quirky test and 1 more like it: 20 calibration scores give p = 1/21 at best, more than rate/m ="
                                + " 0.04/120, and more than the rate: nothing can be flagged. Give at least 24 calibration"
                                + " examples");
        FlagJob.run(spark, run, experiment);
    }

    /** Fitted to the test part, offline detectors can flag the other one only. */
    @Test
    void aDetectorThatWasFittedToAPartDoesNotFlagIt() throws IOException {
        Experiment offline = experiment("flag.detectors=[quantum-entropy]");
        FlagJob.run(spark, run, offline);
        assertThat(Flagged.of(run, offline).rates())
                .extracting(rate -> rate.group().part())
                .containsOnly("untrusted");
        FlagJob.run(spark, run, experiment);
    }

    @Test
    void driftIsLookedForInTheFeaturesThatFlag() throws IOException {
        Experiment heads = experiment("flag.features=[heads]");
        FlagJob.run(spark, run, heads);
        assertThat(Flagged.of(run, heads).drift()).isEmpty();
        assertThat(directory.resolve("root/report/drift.csv")).doesNotExist();
        FlagJob.run(spark, run, experiment);
        assertThat(Flagged.of(run, experiment).drift()).hasSize(GROUPS * 2 * 3);
    }

    @Test
    void settingsThatCouldFlagNothingAreRefused() {
        assertThatThrownBy(() -> experiment("extract.parts=[trusted, test]", "detectors.aggregations=[mean]"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "run.stages has flag, which needs the part calibration, and test or untrusted, but"
                                + " extract.parts are [trusted, test]; add them there, or leave the stage out");
        assertThatThrownBy(() -> experiment("flag.aggregation=rank-max"))
                .hasMessageContaining(
                        "flag.aggregation is rank-max, but detectors.aggregations has only [mean, z-mean]");
        assertThatThrownBy(() -> experiment("flag.detectors=[knn]"))
                .hasMessageContaining("flag.detectors names knn, which is not among `detectors`");
        assertThatThrownBy(() -> experiment("flag.features=[activatons]"))
                .hasMessageContaining("flag.features names activatons, which is not among the features and ensembles;")
                .hasMessageContaining("activations");
    }
}
