package outlayer.jobs.mllib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.PCA;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.jobs.SparkFixture;

/** The detectors as stages of MLlib, on made-up vectors. */
class AnomalyDetectorIT extends SparkFixture {

    @TempDir
    static Path directory;

    private static Dataset<Row> all;
    private static Dataset<Row> trusted;

    @BeforeAll
    static void open() {
        spark.conf().set("spark.sql.shuffle.partitions", "3");
        all = SyntheticVectors.of(spark).cache();
        trusted = all.filter("trusted");
    }

    private static AnomalyDetector bySide() {
        return new AnomalyDetector().setGroupCols("side");
    }

    private static SortedMap<Integer, @Nullable Double> scores(Dataset<Row> scored) {
        SortedMap<Integer, @Nullable Double> scores = new TreeMap<>();
        for (Row row : scored.select("id", "anomalyScore").collectAsList()) {
            scores.put(row.getInt(0), row.isNullAt(1) ? null : row.getDouble(1));
        }
        return scores;
    }

    /** An affine change of a group changes none of its distances: those of the group right are those of left. */
    @Test
    void everyGroupHasAFitOfItsOwn() {
        Map<Integer, @Nullable Double> scores = scores(bySide().fit(trusted).transform(all));

        assertThat(scores).hasSize(2 * (SyntheticVectors.TRUSTED + SyntheticVectors.OTHERS));
        for (int i = 0; i < SyntheticVectors.TRUSTED + SyntheticVectors.OTHERS; i++) {
            assertThat(scores.get(2 * i + 1)).as("row " + i).isCloseTo(scores.get(2 * i), within(1e-9));
        }
        // Far away ones, and nothing else.
        for (int i = SyntheticVectors.TRUSTED; i < SyntheticVectors.TRUSTED + SyntheticVectors.OTHERS; i += 2) {
            assertThat(scores.get(2 * i)).isGreaterThan(5);
            assertThat(scores.get(2 * i + 2)).isLessThan(5);
        }
    }

    @Test
    void withoutGroupsThereIsOneFitAndRowsStayInTheirOrder() {
        Dataset<Row> left = all.filter("side = 'left'");
        AnomalyDetectorModel alone = new AnomalyDetector().fit(left.filter("trusted"));
        Dataset<Row> scored = alone.transform(left.coalesce(1));

        assertThat(scored.select("id").as(org.apache.spark.sql.Encoders.INT()).collectAsList())
                .isSorted();
        assertThat(scores(scored)).isEqualTo(scores(bySide().fit(trusted).transform(left)));
        assertThat(alone.groups().columns()).containsExactly("vectors", "note");
        assertThat(alone.groups().first().getLong(0)).isEqualTo(SyntheticVectors.TRUSTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mahalanobis", "isolation-forest", "lof"})
    void scoresDependOnTheVectorsAndNotOnWhereTheyLie(String detector) {
        AnomalyDetector estimator = bySide().setDetector(detector).setSeed(3);
        Dataset<Row> elsewhere = trusted.repartition(5, functions.col("id")).orderBy(functions.desc("id"));

        assertThat(scores(estimator.fit(elsewhere).transform(all.repartition(7))))
                .isEqualTo(scores(estimator.fit(trusted.coalesce(1)).transform(all)));
    }

    @Test
    void aTrustedColumnTakesThePlaceOfAFilter() {
        assertThat(scores(bySide().setTrustedCol("trusted").fit(all).transform(all)))
                .isEqualTo(scores(bySide().fit(trusted).transform(all)));
    }

    @Test
    void offlineDetectorsSeeTheOtherVectorsToo() {
        AnomalyDetector offline = bySide().setDetector("spectral-signature");
        assertThatThrownBy(() -> offline.fit(all))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        offline.uid() + ": detector spectral-signature is offline: it sees unlabelled vectors beside"
                                + " trusted ones; set trustedCol to a column that is false for those");

        Map<Integer, @Nullable Double> scores =
                scores(offline.setTrustedCol("trusted").fit(all).transform(all));
        // Half of the unlabelled ones are 16 away from the others along (1, 1, 1, 1): 8 from their common mean.
        assertThat(scores.get(2 * SyntheticVectors.TRUSTED)).isGreaterThan(20);
    }

    @Test
    void aPipelineIsSavedAndLoadedWhole() throws Exception {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new PCA().setInputCol("features").setOutputCol("components").setK(3),
            bySide().setDetector("knn").setK(2).setDistance("mean").setFeaturesCol("components")
        });
        Path unfitted = directory.resolve("pipeline");
        Path fitted = directory.resolve("model");
        PipelineModel model = pipeline.fit(trusted);
        pipeline.save(unfitted.toString());
        model.save(fitted.toString());

        SortedMap<Integer, @Nullable Double> expected = scores(model.transform(all));
        assertThat(scores(PipelineModel.load(fitted.toString()).transform(all))).isEqualTo(expected);
        assertThat(scores(Pipeline.load(unfitted.toString()).fit(trusted).transform(all)))
                .isEqualTo(expected);
        assertThatThrownBy(() -> model.save(fitted.toString())).hasMessageContaining("already exists");
        model.write().overwrite().save(fitted.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mahalanobis", "lof", "value"})
    void aLoadedModelGivesTheSameScores(String detector) throws Exception {
        Dataset<Row> table = detector.equals("value")
                ? all.withColumn("features", functions.expr("array(cast(id as double))"))
                : all;
        AnomalyDetectorModel model = bySide().setDetector(detector).fit(table.filter("trusted"));
        String path = directory.resolve(detector).toString();
        model.save(path);
        AnomalyDetectorModel loaded = AnomalyDetectorModel.load(path);

        assertThat(loaded.uid()).isEqualTo(model.uid());
        assertThat(loaded.getOrDefault(loaded.detector())).isEqualTo(detector);
        assertThat(loaded.getOrDefault(loaded.groupCols())).containsExactly("side");
        assertThat(scores(loaded.transform(table))).isEqualTo(scores(model.transform(table)));
        assertThat(loaded.groups().orderBy("side").collectAsList())
                .isEqualTo(model.groups().orderBy("side").collectAsList());
        model.release();
    }

    @Test
    void aLoadedModelCanBeSavedOverItself() throws Exception {
        AnomalyDetectorModel model = bySide().fit(trusted);
        SortedMap<Integer, @Nullable Double> expected = scores(model.transform(all));
        String path = directory.resolve("over").toString();
        model.save(path);

        AnomalyDetectorModel loaded = AnomalyDetectorModel.load(path);
        loaded.write().overwrite().save(path);

        assertThat(scores(loaded.transform(all))).isEqualTo(expected);
        assertThat(scores(AnomalyDetectorModel.load(path).transform(all))).isEqualTo(expected);
    }

    @Test
    void aLoadedPipelineCanBeSavedOverItself() throws Exception {
        PipelineModel model =
                new Pipeline().setStages(new PipelineStage[] {bySide()}).fit(trusted);
        SortedMap<Integer, @Nullable Double> expected = scores(model.transform(all));
        String path = directory.resolve("pipeline-over").toString();
        model.save(path);

        PipelineModel loaded = PipelineModel.load(path);
        loaded.write().overwrite().save(path);

        assertThat(scores(loaded.transform(all))).isEqualTo(expected);
        assertThat(scores(PipelineModel.load(path).transform(all))).isEqualTo(expected);
    }

    /** What was loaded stays what it was: Spark's own cache would take it for the table that now lies there. */
    @Test
    void aModelThatIsSavedInThePlaceOfALoadedOneChangesNeither() throws Exception {
        String path = directory.resolve("replaced").toString();
        AnomalyDetectorModel first = bySide().fit(trusted);
        AnomalyDetectorModel second = bySide().fit(all);
        SortedMap<Integer, @Nullable Double> ofFirst = scores(first.transform(all));
        SortedMap<Integer, @Nullable Double> ofSecond = scores(second.transform(all));
        assertThat(ofSecond).isNotEqualTo(ofFirst);
        first.save(path);

        AnomalyDetectorModel loaded = AnomalyDetectorModel.load(path);
        second.write().overwrite().save(path);

        assertThat(scores(loaded.transform(all))).isEqualTo(ofFirst);
        assertThat(scores(AnomalyDetectorModel.load(path).transform(all))).isEqualTo(ofSecond);
    }

    @Test
    void parametersOfAFitTakeThePlaceOfTheStages() {
        AnomalyDetector estimator = bySide().setDetector("lof");
        ParamMap few = new ParamMap().put(estimator.k().w(3));

        AnomalyDetectorModel model = estimator.fit(trusted, few);

        assertThat(model.getOrDefault(model.k())).isEqualTo(3);
        assertThat(estimator.isSet(estimator.k())).isFalse();
        assertThat(scores(model.transform(all)))
                .isEqualTo(
                        scores(bySide().setDetector("lof").setK(3).fit(trusted).transform(all)));
    }

    @Test
    void rowsThatCannotBeScoredAreKeptSkippedOrRefused() {
        AnomalyDetectorModel model = bySide().fit(trusted);
        Dataset<Row> bad = SyntheticVectors.of(
                spark,
                SyntheticVectors.row(0, "left", false, 1, 2, 3, 4),
                SyntheticVectors.row(1, "left", false, (double[]) null),
                SyntheticVectors.row(2, "left", false, 1, Double.NaN, 3, 4),
                SyntheticVectors.row(3, "up", false, 1, 2, 3, 4),
                SyntheticVectors.row(4, null, false, 1, 2, 3, 4));

        SortedMap<Integer, @Nullable Double> kept = scores(model.transform(bad));
        assertThat(kept.keySet()).containsExactly(0, 1, 2, 3, 4);
        assertThat(kept.get(0)).isNotNull();
        assertThat(kept.tailMap(1).values()).containsOnlyNulls();
        assertThat(scores(with(model, "skip").transform(bad)).keySet()).containsExactly(0);
        AnomalyDetectorModel strict = with(model, "error");
        assertThatThrownBy(() -> scores(strict.transform(bad.filter("id = 3"))))
                .hasStackTraceContaining(
                        model.uid() + ": group [\"up\"]: a row has no score (n/a: no vector of this group"
                                + " was fitted); handleInvalid = keep gives it null, skip leaves it out");
    }

    private static AnomalyDetectorModel with(AnomalyDetectorModel model, String handleInvalid) {
        return model.copy(new ParamMap().put(model.handleInvalid().w(handleInvalid)));
    }

    @Test
    void aVectorOfAnotherLengthStopsTheWork() {
        AnomalyDetectorModel model = bySide().fit(trusted);
        Dataset<Row> longer = SyntheticVectors.of(spark, SyntheticVectors.row(0, "left", true, 1, 2, 3, 4, 5));

        assertThatThrownBy(() -> scores(model.transform(longer)))
                .hasStackTraceContaining(model.uid() + ": group [\"left\"]: ")
                .hasStackTraceContaining("expected 4");
        assertThatThrownBy(() -> bySide().fit(trusted.union(longer)))
                .hasStackTraceContaining(" numbers, expected as many in each; are they of different layers or models?");
    }

    /** One vector has no variance; that it cannot be scored is no failure of the other groups. */
    @Test
    void aGroupWithNothingToWorkOnSaysWhy() {
        Dataset<Row> lonely =
                trusted.union(SyntheticVectors.of(spark, SyntheticVectors.row(999, "up", true, 1, 2, 3, 4)));
        AnomalyDetectorModel model = bySide().fit(lonely);

        assertThat(scores(model.transform(lonely)).get(999)).isNull();
        Row group = model.groups().filter("side = 'up'").first();
        assertThat(group.getLong(1)).isEqualTo(1);
        assertThat(group.getString(2)).startsWith("n/a: ");
        assertThat(model.groups().filter("note is null").count()).isEqualTo(2);
    }

    @Test
    void aTableWithoutVectorsIsRefused() {
        AnomalyDetector estimator = bySide();
        assertThatThrownBy(() -> estimator.fit(all.filter("id < 0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(estimator.uid() + ": no row has a vector in column `features`, expected trusted ones");
    }
}
