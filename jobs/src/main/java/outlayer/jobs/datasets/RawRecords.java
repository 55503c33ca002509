package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import outlayer.jobs.settings.ImportOptions;
import outlayer.quirky.DatasetFields;

/** Records of {@code quirky_<name>_raw}: the fields of the templates in the struct {@code template_args}. */
final class RawRecords {

    static final String TEMPLATE_ARGS = "template_args";

    private static final String CHARACTER = "character";
    private static final String MODULUS = "modulus";

    /** The published modulus, which the published files do not name. */
    private static final String PUBLISHED_MODULUS = "113";

    /** What makes rows one question, of published datasets that have several rows about one thing. */
    private static final Map<String, List<String>> QUESTION = Map.of(
            "addition", List.of("op1", "op2"),
            "subtraction", List.of("op1", "op2"),
            "multiplication", List.of("op1", "op2"),
            "modularaddition", List.of("op1", "op2"),
            "squaring", List.of("op1"),
            "sciq", List.of("question", "support"),
            "authors", List.of("title"));

    /** Datasets whose operands are one question in either order. */
    private static final List<String> COMMUTATIVE = List.of("addition", "multiplication", "modularaddition");

    private RawRecords() {}

    static ImportTable.ImportedRecords of(
            DatasetPlan plan, ImportOptions options, SourceSplits splits, ColumnChecks checks) {
        String dataset = plan.dataset();
        List<String> fields = fields(dataset, checks);
        List<Column> texts = new ArrayList<>();
        fields.forEach(field -> texts.add(checks.text(TEMPLATE_ARGS + "." + field)));
        List<Column> question = question(dataset, fields, options, checks);
        if (dataset.equals("modularaddition") && !fields.contains(MODULUS)) {
            fields.add(MODULUS);
            texts.add(lit(PUBLISHED_MODULUS));
        }
        QuirkyExamples examples = QuirkyTable.examples(plan, fields);
        return new ImportTable.ImportedRecords(
                List.of(
                        QuirkyTable.hash(question).as(QuestionTable.QUESTION),
                        array(texts.toArray(new Column[0])).as(QuirkyTable.FIELDS)),
                examples.among(splits));
    }

    /** Those of a published dataset by its table, those of another as they are. */
    private static List<String> fields(String dataset, ColumnChecks checks) {
        DataType type = checks.type(TEMPLATE_ARGS, "a struct of fields");
        if (!(type instanceof StructType struct)) {
            throw checks.wrong(TEMPLATE_ARGS, type, "a struct of fields");
        }
        List<String> found = new ArrayList<>(List.of(struct.fieldNames()));
        found.remove(CHARACTER);
        if (DatasetFields.published().contains(dataset)) {
            DatasetFields.published(dataset)
                    .required()
                    .forEach(field -> checks.type(TEMPLATE_ARGS + "." + field, "a text or number"));
        }
        return found;
    }

    private static List<Column> question(
            String dataset, List<String> fields, ImportOptions options, ColumnChecks checks) {
        List<String> names = options.question().isEmpty()
                ? QUESTION.getOrDefault(dataset, fields).stream()
                        .filter(fields::contains)
                        .toList()
                : options.question();
        List<Column> texts = names.stream()
                .map(name -> checks.text(TEMPLATE_ARGS + "." + name))
                .toList();
        return COMMUTATIVE.contains(dataset) && options.question().isEmpty()
                ? List.of(array_sort(array(texts.toArray(new Column[0]))).cast("string"))
                : texts;
    }
}
