package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.array;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import outlayer.jobs.settings.QuirkOptions;

/**
 * Base questions from a user's query. Its columns {@code alice_label}, {@code bob_label} and {@code difficulty} are what they say,
 * {@code question_id} where it is there says which rows must not be in two parts (else: those with the same fields), and all
 * others are fields, as texts.
 */
final class QuirkQueryTable {

    /** Not `question`, which is a field of sciq. */
    private static final String QUESTION_ID = "question_id";

    private QuirkQueryTable() {}

    static QuestionTable of(SparkSession spark, DatasetPlan plan, QuirkOptions quirk) {
        String where = "Dataset " + plan.dataset() + ", query";
        Dataset<Row> selected = QuirkQuery.rows(spark, quirk);
        ColumnChecks checks = new ColumnChecks(selected.schema(), where);
        Column alice = checks.label(QuirkyTable.ALICE);
        Column bob = checks.label(QuirkyTable.BOB);
        Column difficulty = checks.number(QuirkyTable.DIFFICULTY);
        List<String> fields = new ArrayList<>(List.of(selected.columns()));
        fields.removeAll(List.of(QuirkyTable.ALICE, QuirkyTable.BOB, QuirkyTable.DIFFICULTY, QUESTION_ID));
        List<Column> texts = fields.stream().map(checks::text).toList();
        List<Column> question = checks.has(QUESTION_ID) ? List.of(checks.text(QUESTION_ID)) : texts;
        if (fields.isEmpty()) {
            throw new IllegalArgumentException(
                    where + ": found no field beside labels and difficulty, expected what" + " templates are to show");
        }
        Dataset<Row> rows = selected.persist(StorageLevel.DISK_ONLY());
        checks.bothClasses(QuirkyTable.ALICE);
        checks.bothClasses(QuirkyTable.BOB);
        long size = checks.verify(rows);
        Dataset<Row> base = rows.select(
                QuirkyTable.hash(question).as(QuestionTable.QUESTION),
                array(texts.toArray(new Column[0])).as(QuirkyTable.FIELDS),
                alice.as(QuirkyTable.ALICE),
                bob.as(QuirkyTable.BOB),
                difficulty.as(QuirkyTable.DIFFICULTY));
        return new QuestionTable(QuirkyTable.ranked(base), size, QuirkyTable.examples(plan, fields), List.of(rows));
    }
}
