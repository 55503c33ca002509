package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import outlayer.jobs.settings.PromptOptions;
import outlayer.quirky.PromptSet;

/** Prompts without labels: a row each, all equally difficult. */
final class PromptTable {

    private static final String PROMPT = "prompt";

    private PromptTable() {}

    static QuestionTable of(SparkSession spark, PromptOptions options, long salt) {
        String where =
                "Dataset " + options.name() + ", prompts of " + options.source().path();
        Dataset<Row> read =
                SourceTable.read(SourceSession.of(spark, List.of(options.source())), options.source(), where);
        ColumnChecks checks = new ColumnChecks(read.schema(), where);
        Column prompt = checks.text(options.column());
        checks.never(options.column(), functions.trim(prompt).equalTo(""), lit("a blank text"), "a prompt");
        Dataset<Row> rows = read.select(prompt.as(options.column())).persist(StorageLevel.DISK_ONLY());
        long size = checks.verify(rows);
        Dataset<Row> base = rows.select(
                QuirkyTable.hash(List.of(prompt)).as(QuestionTable.QUESTION),
                lit(0.0).as(QuestionTable.RANK),
                prompt.as(PROMPT));
        PromptSet set = options.prompts(salt);
        return new QuestionTable(base, size, (row, quantile) -> List.of(set.example(row.getAs(PROMPT))), List.of(rows));
    }
}
