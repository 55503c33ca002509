package outlayer.jobs.datasets;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.settings.QuirkOptions;
import outlayer.jobs.settings.SourceOptions;

/** The rows that a user's query selects from the user's tables, which are all that it sees. */
final class QuirkQuery {

    private QuirkQuery() {}

    static Dataset<Row> rows(SparkSession spark, QuirkOptions quirk) {
        String where = "Dataset " + quirk.name();
        SparkSession session = SourceSession.of(spark, quirk.sources().values());
        RowShare.register(session);
        for (Map.Entry<String, SourceOptions> source : quirk.sources().entrySet()) {
            SourceTable.read(session, source.getValue(), where + ", source " + source.getKey())
                    .createOrReplaceTempView(source.getKey());
        }
        Dataset<Row> rows;
        try {
            // In parentheses only a query can stand, not a command.
            rows = session.sql("SELECT * FROM (\n" + quirk.query() + "\n)");
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "%s, query: %s; its tables are %s"
                            .formatted(
                                    where, SparkFailure.text(e), quirk.sources().keySet()),
                    e);
        }
        RepeatableQuery.require(rows.queryExecution().analyzed(), where + ", query");
        return rows;
    }
}
