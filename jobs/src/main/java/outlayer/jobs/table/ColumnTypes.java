package outlayer.jobs.table;

import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** How the flat column types of our tables are stored in Parquet; the same mapping as Spark's. */
final class ColumnTypes {

    private static final Map<DataType, PrimitiveTypeName> STORED = Map.of(
            DataTypes.StringType, PrimitiveTypeName.BINARY,
            DataTypes.BinaryType, PrimitiveTypeName.BINARY,
            DataTypes.BooleanType, PrimitiveTypeName.BOOLEAN,
            DataTypes.IntegerType, PrimitiveTypeName.INT32,
            DataTypes.LongType, PrimitiveTypeName.INT64,
            DataTypes.DoubleType, PrimitiveTypeName.DOUBLE);

    private ColumnTypes() {}

    static MessageType stored(String table, StructType schema) {
        return new MessageType(
                table, Arrays.stream(schema.fields()).map(ColumnTypes::stored).toArray(Type[]::new));
    }

    private static PrimitiveType stored(StructField field) {
        PrimitiveTypeName name = STORED.get(field.dataType());
        if (name == null) {
            throw new IllegalArgumentException("Column " + field.name() + " has type "
                    + field.dataType().simpleString() + "; tables hold "
                    + STORED.keySet().stream()
                            .map(DataType::simpleString)
                            .sorted()
                            .toList());
        }
        return Types.primitive(name, field.nullable() ? Repetition.OPTIONAL : Repetition.REQUIRED)
                .as(field.dataType().equals(DataTypes.StringType) ? LogicalTypeAnnotation.stringType() : null)
                .named(field.name());
    }
}
