package outlayer.jobs.datasets;

import static outlayer.jobs.datasets.DistinctDraws.BLOCK;
import static outlayer.jobs.datasets.DistinctDraws.INDEX;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import outlayer.quirky.ArithmeticDraws;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.DatasetFields;
import outlayer.quirky.ExampleWriter;
import outlayer.quirky.PartOptions;
import outlayer.quirky.QuirkyRow;
import outlayer.quirky.TemplateSet;

/** Base questions of an arithmetic dataset, each as the number of its draw, from which it is made anew wherever it is needed. */
final class ArithmeticTable {

    private static final StructType SCHEMA = new StructType()
            .add(QuestionTable.QUESTION, DataTypes.StringType, false)
            .add(QuestionTable.RANK, DataTypes.DoubleType, false)
            .add(BLOCK, DataTypes.IntegerType, false)
            .add(INDEX, DataTypes.LongType, false);

    private ArithmeticTable() {}

    static QuestionTable of(
            SparkSession spark, ArithmeticOptions options, TemplateSet templates, PartOptions parts, long seed) {
        ArithmeticDraws draws = new ArithmeticDraws(options, seed);
        int slices = Slices.of(spark, options.questions());
        Dataset<Row> drawn = new DistinctDraws(spark, draws, slices).drawn();
        Dataset<Row> rows = drawn.map(
                (MapFunction<Row, Row>) row -> {
                    QuirkyRow question = draws.row(row.getInt(0), row.getLong(1));
                    return RowFactory.create(question.question(), question.difficulty(), row.get(0), row.get(1));
                },
                Encoders.row(SCHEMA));
        DatasetFields fields =
                DatasetFields.of(options.dataset(), options.operation().fields());
        QuirkyExamples examples = new QuirkyExamples(
                row -> draws.row(row.<Integer>getAs(BLOCK), row.<Long>getAs(INDEX)),
                new ExampleWriter(templates, fields, parts, seed));
        return new QuestionTable(rows, options.questions(), examples, List.of(drawn));
    }
}
