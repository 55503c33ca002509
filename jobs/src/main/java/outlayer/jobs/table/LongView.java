package outlayer.jobs.table;

import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.RunFile;

/** Vectors as notebooks like them: one row for each example and layer, the numbers as an array. */
public final class LongView {

    private LongView() {}

    /** Makes {@code outlayer_float32(cell)} and {@code outlayer_bfloat16(cell)} known to SQL: binary to array of float. */
    public static void register(SparkSession spark) {
        for (Dtype dtype : Dtype.values()) {
            spark.udf()
                    .register(
                            function(dtype),
                            (UDF1<byte @Nullable [], float @Nullable []>) cell -> decode(dtype, cell),
                            DataTypes.createArrayType(DataTypes.FloatType, false));
        }
    }

    /** Columns id, layer, vector (null where the example has none) of the given layers; reads no others. */
    public static Dataset<Row> of(SparkSession spark, List<RunFile> files, List<Integer> layers) {
        register(spark);
        VectorSchema schema = VectorTable.common(files);
        if (!schema.layers().containsAll(layers) || layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Layers " + layers + " of " + files.get(0) + ": expected some of " + schema.layers());
        }
        String cells = layers.stream()
                .map(layer -> layer + ", " + VectorSchema.column(layer))
                .collect(Collectors.joining(", ", "stack(" + layers.size() + ", ", ") as (layer, cell)"));
        return VectorTable.load(spark, files)
                .select(col(VectorSchema.ID), expr(cells))
                .select(
                        col(VectorSchema.ID),
                        col("layer"),
                        callUDF(function(schema.dtype()), col("cell")).as("vector"));
    }

    private static String function(Dtype dtype) {
        return "outlayer_" + dtype.key();
    }

    static float @Nullable [] decode(Dtype dtype, byte @Nullable [] cell) {
        if (cell == null) {
            return null;
        }
        if (cell.length % dtype.bytes() != 0) {
            throw new IllegalArgumentException("A cell of " + cell.length + " bytes holds no whole number of "
                    + dtype.key() + " values of " + dtype.bytes() + " bytes");
        }
        float[] numbers = new float[cell.length / dtype.bytes()];
        dtype.decode(ByteBuffer.wrap(cell), numbers, 0, numbers.length);
        return numbers;
    }
}
