package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.jobs.ChildJvm;
import outlayer.jobs.TinyRun;
import outlayer.jobs.run.Runs;

/** Tables of a real run as Delta tables, in processes that have Delta Lake on their class path, read by Delta Lake again. */
class DeltaExportIT {

    private static final int GROUPS = 4;

    @TempDir
    static Path directory;

    private static Path root;
    private static List<Path> delta;

    @BeforeAll
    static void open() throws IOException {
        root = directory.resolve("root");
        SparkSession spark = TinyRun.spark(2);
        try {
            RunJob.run(spark, Runs.local(root), TinyRun.in(directory).withoutReport(root));
        } finally {
            spark.stop();
        }
        try (Stream<Path> jars = Files.list(Path.of("target/delta"))) {
            delta = jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .toList();
        }
        assertThat(delta).as("copied by the build").hasSize(2);
    }

    /** Exports two tables to one path, then prints the rows and columns of each version on lines that begin with {@code version}. */
    static final class Exports {

        private Exports() {}

        public static void main(String[] arguments) {
            String root = arguments[0];
            String table = arguments[1];
            export("auc", "--run", root, "--to", table, "--format", "delta");
            export("quirkiness", "--run", root, "--to", table, "--format", "delta", "--replace");
            SparkSession spark = SparkSession.builder()
                    .master("local[1]")
                    .config("spark.ui.enabled", false)
                    .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                    .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                    .getOrCreate();
            long versions = spark.sql("DESCRIBE HISTORY delta.`" + table + "`").count();
            for (long version = 0; version < versions; version++) {
                Dataset<Row> rows = spark.read()
                        .format("delta")
                        .option("versionAsOf", version)
                        .load(table);
                System.out.println(
                        "version " + version + ": " + rows.count() + " rows, " + String.join(",", rows.columns()));
            }
            spark.stop();
        }

        private static void export(String... arguments) {
            int code = Outlayer.commandLine()
                    .execute(Stream.concat(Stream.of("export"), Stream.of(arguments))
                            .toArray(String[]::new));
            if (code != 0) {
                System.exit(code);
            }
        }
    }

    @Test
    void aReplacedTableKeepsItsFormerVersion() throws Exception {
        Path log = directory.resolve("exports.log");
        String table = directory.resolve("table").toString();
        try (ChildJvm exports = ChildJvm.startWith(delta, log, Exports.class, List.of(root.toString(), table))) {
            exports.await();
        }

        assertThat(Files.readAllLines(log))
                .filteredOn(line -> line.startsWith("version "))
                .containsExactly(
                        "version 0: " + GROUPS * 2 * (TinyRun.LAYERS + 1) * 3 + " rows, run,"
                                + String.join(",", AucRow.columns()),
                        "version 1: " + GROUPS + " rows, run," + String.join(",", QuirkinessRow.columns()));
    }
}
