package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import outlayer.quirky.ContentHash;
import outlayer.quirky.DatasetFields;
import outlayer.quirky.ExampleWriter;
import outlayer.quirky.QuirkyRow;
import scala.jdk.javaapi.CollectionConverters;

/** Base questions from tables: fields as texts in one array, both labels, a difficulty, and what makes rows one question. */
final class QuirkyTable {

    static final String FIELDS = "fields";
    static final String ALICE = "alice_label";
    static final String BOB = "bob_label";
    static final String DIFFICULTY = "difficulty";

    private QuirkyTable() {}

    /** One text for many: 16 hexadecimal digits. */
    static Column hash(List<Column> texts) {
        UDF1<scala.collection.Seq<String>, String> hash =
                seq -> ContentHash.hex(CollectionConverters.asJava(seq).toArray(new String[0]));
        return functions.udf(hash, DataTypes.StringType).apply(array(texts.toArray(new Column[0])));
    }

    /** With the columns of a {@link QuestionTable}: a question is as difficult as its most difficult row, and in the first split of all. */
    static Dataset<Row> ranked(Dataset<Row> rows) {
        WindowSpec question = Window.partitionBy(QuestionTable.QUESTION);
        Dataset<Row> ranked =
                rows.withColumn(QuestionTable.RANK, max(col(DIFFICULTY)).over(question));
        List<String> columns = List.of(rows.columns());
        if (columns.contains(QuestionTable.QUANTILE)) {
            ranked = ranked.withColumn(
                    QuestionTable.QUANTILE, max(col(QuestionTable.QUANTILE)).over(question));
        }
        return columns.contains(SourceSplits.COLUMN)
                ? ranked.withColumn(
                        SourceSplits.COLUMN, min(col(SourceSplits.COLUMN)).over(question))
                : ranked;
    }

    /** Turns rows with those fields into examples of the dataset. */
    static QuirkyExamples examples(DatasetPlan plan, List<String> fields) {
        String dataset = plan.dataset();
        List<String> names = new ArrayList<>(fields);
        return new QuirkyExamples(
                row -> row(dataset, names, row),
                new ExampleWriter(
                        plan.templates(),
                        DatasetFields.of(dataset, names),
                        plan.parts().options(),
                        plan.seed()));
    }

    private static QuirkyRow row(String dataset, List<String> names, Row row) {
        List<String> texts = row.getList(row.fieldIndex(FIELDS));
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            fields.put(names.get(i), texts.get(i));
        }
        return QuirkyRow.of(
                dataset,
                row.getAs(QuestionTable.QUESTION),
                fields,
                row.<Boolean>getAs(ALICE),
                row.<Boolean>getAs(BOB),
                row.<Double>getAs(DIFFICULTY));
    }
}
