package outlayer.jobs.table;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.BootstrapRow;
import outlayer.evaluate.CellDetailRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.Csv;
import outlayer.evaluate.LayerChoiceRow;
import outlayer.evaluate.PlaneRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;
import outlayer.flag.DriftRow;
import outlayer.flag.FlagRateRow;
import outlayer.flag.FlagRow;

/**
 * Tables of result rows: a record of texts, numbers and truths each, whose components are the columns, named as in the CSV files.
 * All columns may be null, as an undefined number is.
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
        RecordComponent[] components = type.getRecordComponents();
        List<String> columns = Csv.columns(type);
        StructType schema = new StructType();
        for (int i = 0; i < components.length; i++) {
            schema = schema.add(columns.get(i), dataType(components[i].getType()), true);
        }
        return new FlatTable<>(
                name, schema, row -> encode(row, components), cells -> decode(cells, components, constructor(type)));
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

    private static @Nullable Object[] encode(Record row, RecordComponent[] components) {
        return Arrays.stream(components)
                .map(component -> {
                    try {
                        return component.getAccessor().invoke(row);
                    } catch (IllegalAccessException | InvocationTargetException e) {
                        throw new IllegalStateException("Records show their components: " + component, e);
                    }
                })
                .toArray();
    }

    private static <T> T decode(Cells cells, RecordComponent[] components, Constructor<T> constructor) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = cells.valueOrNull(i);
        }
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Row " + Arrays.toString(values) + " is no " + constructor.getName(), e);
        }
    }

    private static <T extends Record> Constructor<T> constructor(Class<T> type) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Every record has its canonical constructor: " + type, e);
        }
    }
}
