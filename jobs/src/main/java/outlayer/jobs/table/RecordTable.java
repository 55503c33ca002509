package outlayer.jobs.table;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.RecordColumns;
import outlayer.evaluate.SeparationRow;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/**
 * Tables of result rows: a record of texts, numbers and truths each, with the columns of the CSV files, see {@link RecordColumns}. A
 * column that is added later must be nullable: files written before are read as if it were null there.
 */
public final class RecordTable {

    public static final FlatTable<AucRow> AUC = of("auc", AucRow.class);
    public static final FlatTable<QuirkinessRow> QUIRKINESS = of("quirkiness", QuirkinessRow.class);
    public static final FlatTable<SeparationRow> SEPARATION = of("separation", SeparationRow.class);
    public static final FlatTable<ComparisonRow> COMPARISONS = of("comparisons", ComparisonRow.class);
    public static final FlatTable<AnswersRow> ANSWERS = of("answers", AnswersRow.class);
    public static final FlatTable<FlagRow> FLAGS = of("flags", FlagRow.class);
    public static final FlatTable<FlagRateRow> FLAG_RATES = of("flag-rates", FlagRateRow.class);
    public static final FlatTable<DriftRow> DRIFT = of("drift", DriftRow.class);
    public static final FlatTable<LayerChoiceRow> LAYER_CHOICES = of("layer-choices", LayerChoiceRow.class);
    public static final FlatTable<BootstrapRow> BOOTSTRAP = of("bootstrap", BootstrapRow.class);
    public static final FlatTable<CellDetailRow> CELLS = of("cells", CellDetailRow.class);
    public static final FlatTable<PlaneRow> PLANES = of("planes", PlaneRow.class);

    private RecordTable() {}

    /** The table's file in a unit. */
    public static String fileName(FlatTable<?> table) {
        return table.name() + ".parquet";
    }

    static <T extends Record> FlatTable<T> of(String name, Class<T> type) {
        RecordColumns<T> columns = RecordColumns.of(type);
        StructType schema = new StructType();
        for (RecordColumns.Column column : columns.columns()) {
            schema = schema.add(column.name(), dataType(column.type()), column.nullable());
        }
        return new FlatTable<>(name, schema, columns::values, cells -> columns.row(cells.values()));
    }

    private static DataType dataType(Class<?> type) {
        if (type == String.class) {
            return DataTypes.StringType;
        }
        if (type == double.class || type == Double.class) {
            return DataTypes.DoubleType;
        }
        if (type == long.class || type == Long.class) {
            return DataTypes.LongType;
        }
        if (type == boolean.class) {
            return DataTypes.BooleanType;
        }
        throw new IllegalArgumentException("Result rows hold texts, long and double numbers and truths, found " + type);
    }
}
