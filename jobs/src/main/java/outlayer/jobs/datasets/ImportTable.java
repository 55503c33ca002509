package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import outlayer.jobs.settings.ImportOptions;

/**
 * Quirky datasets as Hugging Face ships them. What raw and templated ones have in common: a record per character with both labels,
 * a difficulty or its quantile, and files by split.
 */
final class ImportTable {

    private static final String CHARACTER = "character";
    private static final String LABEL = "label";
    private static final String QUANTILE = "difficulty_quantile";

    private ImportTable() {}

    static QuestionTable of(SparkSession spark, DatasetPlan plan, ImportOptions options) {
        String where =
                "Dataset " + plan.dataset() + ", import of " + options.source().path();
        SourceSplits splits = new SourceSplits(options.splits());
        Dataset<Row> read =
                SourceTable.read(SourceSession.of(spark, List.of(options.source())), options.source(), where);
        Dataset<Row> table = splits.of(read, where);
        ColumnChecks checks = new ColumnChecks(read.schema(), where);
        ImportedRecords records = checks.has(RawRecords.TEMPLATE_ARGS)
                ? RawRecords.of(plan, options, splits, checks)
                : TemplatedRecords.of(plan, options, splits, checks);
        Column alice = checks.label(QuirkyTable.ALICE);
        Column bob = checks.label(QuirkyTable.BOB);
        Column character = checks.oneOf(CHARACTER, List.of("Alice", "Bob"));
        Column own = when(character.equalTo("Alice"), alice).otherwise(bob);
        if (checks.has(LABEL)) {
            checks.never(LABEL, checks.label(LABEL).notEqual(own), col(LABEL), "the label of the record's character");
        }
        List<Column> columns = new ArrayList<>(records.columns());
        columns.add(alice.as(QuirkyTable.ALICE));
        columns.add(bob.as(QuirkyTable.BOB));
        columns.add(col(SourceSplits.COLUMN));
        columns.add(checks.number(QuirkyTable.DIFFICULTY).as(QuirkyTable.DIFFICULTY));
        if (options.quantile() == ImportOptions.Quantile.FILE) {
            Column quantile = checks.number(QUANTILE);
            checks.never(QUANTILE, quantile.between(0, 1).equalTo(false), quantile, "a quantile from 0 to 1");
            columns.add(quantile.as(QuestionTable.QUANTILE));
        }
        checks.bothClasses(QuirkyTable.ALICE);
        checks.bothClasses(QuirkyTable.BOB);
        Dataset<Row> rows = table.persist(StorageLevel.DISK_ONLY());
        long size = checks.verify(rows);
        // Both characters' records of one base question become one row, in whatever splits they stand.
        Dataset<Row> base =
                QuirkyTable.ranked(rows.select(columns.toArray(new Column[0]))).distinct();
        return new QuestionTable(base, size, records.examples(), List.of(rows));
    }

    /**
     * What a kind of record has of its own.
     *
     * @param columns with the question and what the examples need
     */
    record ImportedRecords(List<Column> columns, RowExamples examples) {}
}
