package outlayer.jobs.mllib;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.Runs;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.score.Scored;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.RunTables;
import outlayer.jobs.table.Score;
import outlayer.jobs.table.ScoreTable;
import outlayer.jobs.work.StageResult;

/** The same vectors through the stages `fit` and `score`, and through the estimator. */
class ScoreStageEqualityIT extends SparkFixture {

    @TempDir
    static Path directory;

    private static RunDirectory run;
    private static Experiment experiment;
    private static RunTables tables;
    private static Dataset<Row> vectors;

    @BeforeAll
    static void open() throws IOException {
        spark.conf().set("spark.sql.shuffle.partitions", "3");
        run = Runs.local(directory.resolve("root"));
        experiment = TinyRun.in(directory)
                .experiment(
                        directory.resolve("root"),
                        "extract.variants=[quirky]",
                        "detectors.mahalanobis.rcond=[1e-3]",
                        "detectors.mahalanobis-shrunk={}",
                        "detectors.lof.k=[5]",
                        "detectors.knn.k=[3]",
                        "detectors.quantum-entropy={}",
                        "detectors.spectral-signature={}");
        SortedMap<String, List<String>> units = new TreeMap<>();
        for (StageResult result : List.of(
                DatasetsJob.run(spark, run, experiment),
                ExtractJob.run(spark, run, experiment),
                FitJob.run(spark, run, experiment),
                ScoreJob.run(spark, run, experiment))) {
            units.put(result.stage(), result.keys());
        }
        run.record(new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                experiment.resolved(),
                units,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                List.of()));
        tables = RunTables.open(spark, run.root());
        vectors = tables.vectors("tiny", "activations", 0, 1, 2)
                .filter("part in ('trusted', 'test')")
                .withColumn("trusted", expr("part = 'trusted'"))
                .cache();
    }

    private static Map<String, Double> ofTheStage(String detector) throws IOException {
        Map<String, Double> scores = new TreeMap<>();
        for (Map.Entry<Readings.Group, List<Scored>> group :
                Scored.of(run, experiment).entrySet()) {
            group.getValue().stream()
                    .flatMap(shard -> shard.scores().stream())
                    .flatMap(file -> ScoreTable.TABLE.read(file.file()).stream())
                    .filter(score -> score.key().detector().equals(detector)
                            && score.key().aggregation().isEmpty()
                            && score.score() != null)
                    .forEach(score -> scores.put(key(group.getKey().dataset(), score), score.score()));
        }
        return scores;
    }

    private static String key(String dataset, Score score) {
        return dataset + " " + score.key().layer() + " " + score.id();
    }

    private static Map<String, Double> ofTheEstimator(AnomalyDetector detector) {
        Map<String, Double> scores = new TreeMap<>();
        detector.setFeaturesCol("vector")
                .setGroupCols("dataset", "layer")
                .setTrustedCol("trusted")
                .fit(vectors)
                .transform(vectors.filter("not trusted"))
                .filter("anomalyScore is not null")
                .collectAsList()
                .forEach(row -> scores.put(
                        row.getAs("dataset") + " " + row.getAs("layer") + " " + row.getAs("id"),
                        row.getAs("anomalyScore")));
        return scores;
    }

    /**
     * Stored Gaussians have eigenvectors in float32 (a relative 6e-8 each), the estimator's in float64; methods that keep
     * vectors keep the same ones and differ by the order of sums.
     */
    @ParameterizedTest
    @CsvSource({
        "mahalanobis, 1e-4",
        "mahalanobis-shrunk, 1e-4",
        "lof, 1e-9",
        "knn, 1e-9",
        "quantum-entropy, 1e-4",
        "spectral-signature, 1e-6"
    })
    void scoresAreThoseOfTheStages(String detector, double tolerance) throws IOException {
        AnomalyDetector estimator = new AnomalyDetector().setDetector(detector);
        if (detector.equals("lof") || detector.equals("knn")) {
            estimator.setK(detector.equals("lof") ? 5 : 3);
        }
        Map<String, Double> expected = ofTheStage(detector);
        Map<String, Double> found = ofTheEstimator(estimator);

        // Two datasets, 120 test examples, the layers but the constant first, where knn alone has distances (of 0).
        assertThat(expected).hasSizeGreaterThanOrEqualTo(2 * 120 * (TinyRun.LAYERS - 1));
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, score) -> assertThat(found.get(key))
                .as(key)
                .isCloseTo(score, within(tolerance * Math.max(1e-3, Math.abs(score)))));
    }

    /** The tables that notebooks see are those of the stages, with what they are of. */
    @Test
    void tablesOfARunHaveEveryRowOnceWithItsLabels() {
        assertThat(vectors.columns()).startsWith("model", "dataset", "variant", "part", "id", "layer", "vector");
        assertThat(vectors.groupBy("dataset", "part").count().collectAsList())
                .extracting(row -> row.getLong(2))
                .containsExactlyInAnyOrder(180L, 180L, 360L, 360L);
        assertThat(tables.examples().filter("part = 'test'").count()).isEqualTo(240);
        assertThat(tables.predictions().filter("part = 'test'").count()).isEqualTo(240);
        assertThat(tables.scores()
                        .filter("detector = 'lof' and layer = 2 and part = 'test'")
                        .count())
                .isEqualTo(240);
        // The label is that of the unit whose file holds the row: where the example itself says so too, they agree.
        assertThat(tables.predictions()
                        .as("p")
                        .join(
                                tables.examples().as("e"),
                                expr("p.id = e.id and p.dataset = e.dataset and p.part = e.part"))
                        .count())
                .isEqualTo(tables.predictions().count());
        assertThatThrownBy(() -> tables.vectors("tiny", "heads", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(" has no vectors `heads` of model `tiny`; auc.csv names the models and features");
        assertThatThrownBy(
                        () -> RunTables.open(spark, directory.resolve("nowhere").toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No run is recorded under ");
    }

    @Test
    void layersWithoutVarianceSayTheSame() {
        AnomalyDetectorModel model = new AnomalyDetector()
                .setFeaturesCol("vector")
                .setGroupCols("dataset", "layer")
                .fit(vectors.filter("trusted"));

        List<Row> notes = model.groups().filter("note is not null").collectAsList();
        assertThat(notes).extracting(row -> row.<Integer>getAs("layer")).containsExactly(0, 0);
        assertThat(notes)
                .extracting(row -> row.<String>getAs("note"))
                .allMatch(note -> note.startsWith("n/a: the layer has no variance"));
    }
}
