package outlayer.jobs.datasets;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What a source's columns must be. Types are looked at when a column is asked for, values of all columns in one pass over the rows;
 * an error names the column, what was found in how many rows, and what is expected.
 */
final class ColumnChecks {

    private static final String TEXT = "a text, number or boolean";
    private static final String LABEL = "true or false, or 1 or 0";
    private static final String NUMBER = "a finite number";

    /** A value that must not be, and the text of it. */
    private record Check(String column, Column bad, Column shown, String expected) {}

    private final StructType schema;
    private final String where;
    private final List<Check> checks = new ArrayList<>();
    private final List<String> bothClasses = new ArrayList<>();

    /** {@code where} begins the messages. */
    ColumnChecks(StructType schema, String where) {
        this.schema = schema;
        this.where = where;
    }

    boolean has(String column) {
        return List.of(schema.fieldNames()).contains(column);
    }

    /** A column's value as text; {@code template_args.city} is a field of a struct. */
    Column text(String column) {
        DataType type = type(column, TEXT);
        boolean nested = type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
        if (nested || type instanceof BinaryType) {
            throw wrong(column, type, TEXT);
        }
        required(column, TEXT);
        return col(column).cast(DataTypes.StringType);
    }

    /** A label as a boolean; integers are taken for one where all are 0 or 1. */
    Column label(String column) {
        DataType type = type(column, LABEL);
        Column value = col(column);
        boolean whole = type instanceof ByteType
                || type instanceof ShortType
                || type instanceof IntegerType
                || type instanceof LongType;
        if (!whole && !(type instanceof BooleanType)) {
            throw wrong(column, type, LABEL);
        }
        required(column, LABEL);
        if (!whole) {
            return value;
        }
        checks.add(new Check(column, value.isin(0, 1).equalTo(false), value, LABEL));
        return value.equalTo(1);
    }

    /** Both values of that label must occur. */
    void bothClasses(String column) {
        bothClasses.add(column);
    }

    Column number(String column) {
        DataType type = type(column, NUMBER);
        if (!(type instanceof NumericType)) {
            throw wrong(column, type, NUMBER);
        }
        required(column, NUMBER);
        Column value = col(column).cast(DataTypes.DoubleType);
        Column finite = value.between(-Double.MAX_VALUE, Double.MAX_VALUE);
        checks.add(new Check(column, finite.equalTo(false), value, NUMBER));
        return value;
    }

    /** A text that is one of those. */
    Column oneOf(String column, List<String> values) {
        DataType type = type(column, String.join(" or ", values));
        if (!(type instanceof StringType)) {
            throw wrong(column, type, String.join(" or ", values));
        }
        required(column, String.join(" or ", values));
        Column value = col(column);
        checks.add(new Check(column, value.isin(values.toArray()).equalTo(false), value, String.join(" or ", values)));
        return value;
    }

    /** Anything else that no row may have. */
    void never(String column, Column bad, Column shown, String expected) {
        checks.add(new Check(column, bad, shown, expected));
    }

    DataType type(String column, String expected) {
        DataType type = schema;
        for (String name : column.split("\\.", -1)) {
            StructField field = type instanceof StructType struct
                            && List.of(struct.fieldNames()).contains(name)
                    ? struct.apply(name)
                    : null;
            if (field == null) {
                String[] found = type instanceof StructType struct ? struct.fieldNames() : new String[0];
                throw new IllegalArgumentException("%s, column %s: found none, only %s, expected %s"
                        .formatted(where, column, Arrays.asList(found), expected));
            }
            type = field.dataType();
        }
        return type;
    }

    IllegalArgumentException wrong(String column, DataType type, String expected) {
        return new IllegalArgumentException(
                "%s, column %s: found %s, expected %s".formatted(where, column, type.simpleString(), expected));
    }

    /** Looks at all rows; returns how many there are. */
    long verify(Dataset<Row> rows) {
        List<Column> sums = new ArrayList<>();
        for (Check check : checks) {
            Column bad = coalesce(check.bad, lit(false));
            sums.add(sum(when(bad, 1L).otherwise(0L)));
            sums.add(min(when(bad, coalesce(check.shown.cast(DataTypes.StringType), lit("null")))));
        }
        for (String label : bothClasses) {
            sums.add(min(col(label).cast(DataTypes.IntegerType)));
            sums.add(org.apache.spark.sql.functions.max(col(label).cast(DataTypes.IntegerType)));
        }
        Row found = read(rows.agg(count(lit(1)), sums.toArray(new Column[0])));
        long all = found.getLong(0);
        if (all == 0) {
            throw new IllegalArgumentException(where + ": found no row, expected at least one");
        }
        for (int i = 0; i < checks.size(); i++) {
            long bad = found.getLong(1 + 2 * i);
            if (bad > 0) {
                Check check = checks.get(i);
                throw new IllegalArgumentException("%s, column %s: found %s in %d of %d rows, expected %s in every row"
                        .formatted(where, check.column, found.getString(2 + 2 * i), bad, all, check.expected));
            }
        }
        for (int i = 0; i < bothClasses.size(); i++) {
            int at = 1 + 2 * checks.size() + 2 * i;
            if (found.getInt(at) == found.getInt(at + 1)) {
                throw new IllegalArgumentException("%s, column %s: found %s in all %d rows, expected both labels"
                        .formatted(where, bothClasses.get(i), found.getInt(at) == 1, all));
            }
        }
        return all;
    }

    /** The first pass over the files: what is wrong with them shows here. */
    private Row read(Dataset<Row> one) {
        try {
            return one.head();
        } catch (Exception e) {
            throw new IllegalArgumentException(where + ": cannot be read: " + SparkFailure.text(e), e);
        }
    }

    private void required(String column, String expected) {
        checks.add(new Check(column, col(column).isNull(), lit("null"), expected));
    }
}
