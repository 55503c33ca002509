package outlayer.jobs.table;

import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** One row being read, cell by cell in the order of the columns. The array is reused for the next row. */
final class Cells {

    private final StructType schema;
    private final @Nullable Object[] values;

    Cells(StructType schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    String text(int column) {
        return (String) present(column);
    }

    int integer(int column) {
        return (Integer) present(column);
    }

    long longInteger(int column) {
        return (Long) present(column);
    }

    boolean truth(int column) {
        return (Boolean) present(column);
    }

    double number(int column) {
        return (Double) present(column);
    }

    byte[] bytes(int column) {
        return (byte[]) present(column);
    }

    @Nullable
    String textOrNull(int column) {
        return (String) values[column];
    }

    @Nullable
    Double numberOrNull(int column) {
        return (Double) values[column];
    }

    /** All of the row, in the order of the columns; for the moment only. */
    @Nullable
    Object[] values() {
        return values;
    }

    private Object present(int column) {
        Object value = values[column];
        if (value == null) {
            throw new IllegalArgumentException(
                    "Column " + schema.fields()[column].name() + " is null, expected a value in every row");
        }
        return value;
    }
}
