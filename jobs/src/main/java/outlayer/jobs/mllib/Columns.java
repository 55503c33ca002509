package outlayer.jobs.mllib;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are read and added.
 *
 * @param stage for messages
 * @param groups have a fit for each combination of their values
 * @param trusted null: all are
 */
record Columns(
        String stage,
        String features,
        List<String> groups,
        @Nullable String trusted,
        String score,
        Invalid invalid) implements Serializable {

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    Columns {
        groups = List.copyOf(groups);
    }

    static Columns of(DetectorParams stage) {
        return new Columns(
                stage.uid(),
                stage.getOrDefault(stage.featuresCol()),
                Arrays.asList(stage.getOrDefault(stage.groupCols())),
                stage.isDefined(stage.trustedCol()) ? stage.getOrDefault(stage.trustedCol()) : null,
                stage.getOrDefault(stage.scoreCol()),
                Invalid.of(stage.getOrDefault(stage.handleInvalid())));
    }

    /** What a fit reads must be there. */
    void checkForFit(StructType table) {
        scored(table);
        if (trusted != null) {
            DataType type = field(table, trusted, "trustedCol").dataType();
            require(
                    type instanceof BooleanType || type instanceof NumericType,
                    trusted,
                    type,
                    "a boolean or a number",
                    "trustedCol");
        }
    }

    /** The table with its scores; what scoring reads must be there, and the score must not. */
    StructType scored(StructType table) {
        DataType type = field(table, features, "featuresCol").dataType();
        require(
                type.equals(SQLDataTypes.VectorType())
                        || (type instanceof ArrayType array
                                && (array.elementType().equals(DataTypes.DoubleType)
                                        || array.elementType().equals(DataTypes.FloatType))),
                features,
                type,
                "a vector, array<double> or array<float>",
                "featuresCol");
        groups.forEach(group -> field(table, group, "groupCols"));
        if (Arrays.asList(table.fieldNames()).contains(score)) {
            throw new IllegalArgumentException(
                    stage + ": column `" + score + "` is there already; name another for the scores by scoreCol");
        }
        return table.add(score, DataTypes.DoubleType, true);
    }

    /** The group of a row, as text that no other group has. */
    String key(Row row) {
        List<@Nullable String> values = new ArrayList<>();
        for (String group : groups) {
            Object value = row.getAs(group);
            values.add(value == null ? null : value.toString());
        }
        return GSON.toJson(values);
    }

    /** The column of exactly that name, dots and all, in an expression. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private StructField field(StructType table, String name, String param) {
        for (StructField field : table.fields()) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        throw new IllegalArgumentException(stage + ": no column `" + name + "`, found "
                + Arrays.toString(table.fieldNames()) + "; name one of them by " + param);
    }

    private void require(boolean fine, String column, DataType found, String expected, String param) {
        if (!fine) {
            throw new IllegalArgumentException(stage + ": column `" + column + "` is " + found.simpleString()
                    + ", expected " + expected + "; name another by " + param);
        }
    }
}
