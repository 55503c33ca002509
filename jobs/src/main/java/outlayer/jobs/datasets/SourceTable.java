package outlayer.jobs.datasets;

import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.settings.SourceOptions;

/** Tables on disk as Spark reads them: nothing inferred in CSV, and a malformed record stops the reading. */
final class SourceTable {

    private SourceTable() {}

    /** {@code where} says in error messages whose table it is. */
    static Dataset<Row> read(SparkSession spark, SourceOptions source, String where) {
        DataFrameReader reader = spark.read().format(source.format().key());
        switch (source.format()) {
            case CSV ->
                // RFC 4180: a quoted cell may hold line breaks, and doubles its quotes.
                reader.option("header", true)
                        .option("multiLine", true)
                        .option("escape", "\"")
                        .option("mode", "FAILFAST");
            case JSON -> reader.option("mode", "FAILFAST");
            case PARQUET -> {}
        }
        reader.options(source.options());
        try {
            if (source.schema() != null) {
                reader.schema(source.schema());
            }
            return reader.load(source.path());
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "%s: cannot read %s as %s: %s"
                            .formatted(where, source.path(), source.format().key(), SparkFailure.text(e)),
                    e);
        }
    }
}
