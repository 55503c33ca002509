package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import outlayer.jobs.settings.ImportOptions;

/** Records whose prompts are written already: {@code statement}, and {@code choices}, whose second says yes. */
final class TemplatedRecords {

    static final String STATEMENT = "statement";
    static final String CHOICES = "choices";
    static final String CHARACTER = "character";

    private static final String TWO_TEXTS = "a list of two texts, no and yes";

    private TemplatedRecords() {}

    static ImportTable.ImportedRecords of(
            DatasetPlan plan, ImportOptions options, SourceSplits splits, ColumnChecks checks) {
        if (!checks.has(STATEMENT)) {
            checks.type(RawRecords.TEMPLATE_ARGS, "a struct of fields, or the columns statement and choices");
        }
        Column statement = checks.text(STATEMENT);
        DataType type = checks.type(CHOICES, TWO_TEXTS);
        if (!(type instanceof ArrayType list) || !(list.elementType() instanceof StringType)) {
            throw checks.wrong(CHOICES, type, TWO_TEXTS);
        }
        Column choices = col(CHOICES);
        Column bad = choices.isNull()
                .or(size(choices).notEqual(2))
                .or(choices.getItem(0).isNull())
                .or(choices.getItem(1).isNull())
                .or(choices.getItem(0).equalTo(choices.getItem(1)));
        checks.never(CHOICES, bad, choices, TWO_TEXTS);
        List<Column> question = options.question().isEmpty()
                ? List.of(ShownName.without(statement, col(CHARACTER)))
                : options.question().stream().map(checks::text).toList();
        return new ImportTable.ImportedRecords(
                List.of(
                        QuirkyTable.hash(question).as(QuestionTable.QUESTION),
                        statement.as(STATEMENT),
                        choices.as(CHOICES),
                        col(CHARACTER)),
                new TemplatedExamples(plan.dataset(), plan.parts().options(), splits));
    }
}
