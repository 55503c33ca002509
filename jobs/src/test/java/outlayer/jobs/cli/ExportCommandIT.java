package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.AucRow;
import outlayer.jobs.SparkFixture;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;
import picocli.CommandLine;

/** Tables of a real run, written and read again by Spark, as any other tool would. */
class ExportCommandIT extends SparkFixture {

    private static final int GROUPS = 4;
    private static final int TEST_EXAMPLES = 120;
    private static final int TRUSTED_EXAMPLES = 60;

    @TempDir
    static Path directory;

    private static Path root;

    private final StringWriter out = new StringWriter();

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("my root");
        RunJob.run(spark, Runs.local(root), TinyRun.in(directory).withoutReport(root));
    }

    private int export(String table, String... more) {
        CommandLine line = Outlayer.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        String[] arguments = {"export", table, "--run", root.toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return line.execute(all);
    }

    private Dataset<Row> exported(String table) {
        String to = directory.resolve(table).toString();
        assertThat(export(table, "--to", to)).as(out.toString()).isZero();
        Dataset<Row> rows = spark.read().parquet(to);
        String id = Runs.local(root).latest().orElseThrow().id();
        assertThat(rows.filter(rows.col("run").equalTo(id)).count()).isEqualTo(rows.count());
        return rows;
    }

    private static void hasColumns(Dataset<Row> rows, String... columns) {
        assertThat(rows.columns()).containsExactly(columns);
    }

    private static long distinct(Dataset<Row> rows, String... columns) {
        return rows.selectExpr(columns).distinct().count();
    }

    @Test
    void resultsHaveTheColumnsOfTheCsvFiles() {
        Dataset<Row> auc = exported("auc");
        assertThat(List.of(auc.columns()).subList(1, auc.columns().length)).isEqualTo(AucRow.columns());
        assertThat(auc.count()).isEqualTo(GROUPS * 2 * (TinyRun.LAYERS + 1) * 3);
        assertThat(exported("quirkiness").count()).isEqualTo(GROUPS);
        assertThat(exported("separation").count()).isEqualTo(GROUPS * TinyRun.LAYERS);
        assertThat(exported("comparisons").count()).isPositive();
    }

    @Test
    void everyScoreSaysWhatItIsOf() {
        Dataset<Row> scores = exported("scores");
        hasColumns(
                scores,
                "run",
                "model",
                "dataset",
                "variant",
                "part",
                "id",
                "feature",
                "detector",
                "params",
                "mode",
                "layer",
                "aggregation",
                "score",
                "note");
        assertThat(distinct(scores, "model", "dataset", "variant")).isEqualTo(GROUPS);
        assertThat(scores.filter("layer = 'aggregate'").count()).isEqualTo(GROUPS * TEST_EXAMPLES * 2);
        assertThat(scores.filter("part is null or layer is null").count()).isZero();
        assertThat(distinct(scores, "model", "dataset", "variant", "id", "params", "layer", "aggregation"))
                .isEqualTo(scores.count());
    }

    @Test
    void examplesAndPredictionsMeetByDatasetAndId() {
        Dataset<Row> examples = exported("examples");
        Dataset<Row> predictions = exported("predictions");
        hasColumns(
                predictions,
                "run",
                "model",
                "dataset",
                "variant",
                "part",
                "id",
                "log_odds",
                "loss_alice",
                "loss_bob",
                "reason");
        assertThat(predictions.count()).isEqualTo(GROUPS * (TEST_EXAMPLES + TRUSTED_EXAMPLES));
        Dataset<Row> both = predictions.join(
                examples.select("dataset", "part", "id", "label"),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("dataset", "part", "id"))
                        .toSeq());
        assertThat(both.count()).isEqualTo(predictions.count());
    }

    @Test
    void vectorsAreOneRowForEachExampleAndLayer() {
        Dataset<Row> vectors = exported("vectors");
        hasColumns(vectors, "run", "model", "dataset", "variant", "part", "id", "layer", "vector", "feature");
        assertThat(vectors.count()).isEqualTo((long) GROUPS * (TEST_EXAMPLES + TRUSTED_EXAMPLES) * TinyRun.LAYERS);
        assertThat(vectors.filter("size(vector) = " + TinyRun.WIDTH).count()).isEqualTo(vectors.count());
    }

    @Test
    void whatIsThereStaysUnlessItIsToBeReplaced() throws IOException {
        String to = directory.resolve("replaced").toString();
        assertThat(export("quirkiness", "--to", to)).isZero();
        List<String> before = TinyRun.files(Path.of(to));
        assertThat(export("auc", "--to", to)).isEqualTo(1);
        assertThat(out.toString()).contains(to + " is there already; give another --to, or --replace to replace it");
        assertThat(TinyRun.files(Path.of(to))).isEqualTo(before);
        assertThat(export("auc", "--to", to, "--replace")).isZero();
        assertThat(spark.read().parquet(to).columns()).contains("auc");
        assertThat(directory.toFile().list((folder, name) -> name.startsWith(".replaced")))
                .isEmpty();
    }

    /** The catalog of a session without Hive lies in memory; Unity Catalog's takes the same call. */
    @Test
    void aTableOfTheCatalogIsWrittenByName() throws IOException {
        spark.sql("CREATE DATABASE exported LOCATION '" + directory.resolve("warehouse") + "'");
        assertThat(export("quirkiness", "--format", "table", "--to", "exported.quirkiness"))
                .as(out.toString())
                .isZero();
        assertThat(spark.table("exported.quirkiness").count()).isEqualTo(GROUPS);
        assertThat(export("quirkiness", "--format", "table", "--to", "exported.quirkiness"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("exported.quirkiness is there already");
    }

    @Test
    void whatCannotBeExportedIsNamed() {
        assertThat(export("auk", "--to", "x")).isEqualTo(1);
        assertThat(out.toString()).contains("No table 'auk' to export; did you mean `auc`?");
        assertThat(export("vectors", "--to", "x", "--feature", "heads")).isEqualTo(1);
        assertThat(out.toString()).contains("has no vectors of 'heads'; found [activations]");
        assertThat(export("flags", "--to", "x")).isEqualTo(1);
        assertThat(out.toString()).contains("has no table 'flags'; its stages are [datasets, evaluate");
        assertThat(export("auc", "--to", "x", "--format", "delta")).isEqualTo(2);
        assertThat(out.toString())
                .contains("--format delta: io.delta.sql.DeltaSparkSessionExtension is not on the class path; add"
                        + " io.delta:delta-spark_2.13:4.0.0");
        assertThat(export("auc", "--to", "x", "--format", "csv")).isEqualTo(2);
        assertThat(Files.exists(Path.of("x"))).isFalse();
    }
}
