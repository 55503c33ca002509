package outlayer.jobs.table;

import static org.apache.spark.sql.functions.callUDF;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    public static final String FILE = "file";

    private static final String INDICES = "outlayer_sparse_indices";
    private static final String VALUES = "outlayer_sparse_values";

    private LongView() {}

    /**
     * Makes functions of a binary cell known to SQL: {@code outlayer_float32}, {@code outlayer_bfloat16} to an array of float; of a sparse
     * table's, {@code outlayer_sparse_indices} and {@code outlayer_sparse_values}.
     */
    public static void register(SparkSession spark) {
        for (Dtype dtype : Dtype.values()) {
            spark.udf()
                    .register(
                            function(dtype),
                            (UDF1<byte @Nullable [], float @Nullable []>) cell -> decode(dtype, cell),
                            DataTypes.createArrayType(DataTypes.FloatType, false));
        }
        spark.udf()
                .register(
                        INDICES,
                        (UDF1<byte @Nullable [], int @Nullable []>) LongView::indices,
                        DataTypes.createArrayType(DataTypes.IntegerType, false));
        spark.udf()
                .register(
                        VALUES,
                        (UDF1<byte @Nullable [], float @Nullable []>) LongView::values,
                        DataTypes.createArrayType(DataTypes.FloatType, false));
    }

    /** Columns id, layer, vector (null where the example has none) of the given layers; reads no others. */
    public static Dataset<Row> of(SparkSession spark, List<RunFile> files, List<Integer> layers) {
        return located(spark, files, layers).drop(FILE);
    }

    /** The same with the path of the file that holds the row, as Spark writes it, in a first column {@link #FILE}. */
    public static Dataset<Row> located(SparkSession spark, List<RunFile> files, List<Integer> layers) {
        register(spark);
        VectorSchema schema = Tables.common(files, VectorTable::schema);
        return cells(VectorTable.load(spark, files), schema.layers(), files, layers)
                .select(
                        col(FILE),
                        col(VectorSchema.ID),
                        col("layer"),
                        callUDF(function(schema.dtype()), col("cell")).as("vector"));
    }

    /** Columns id, layer, indices, values (null where the example has none) of the given layers of sparse vectors. */
    public static Dataset<Row> ofSparse(SparkSession spark, List<RunFile> files, List<Integer> layers) {
        return locatedSparse(spark, files, layers).drop(FILE);
    }

    /** The same with the path of the file that holds the row, in a first column {@link #FILE}. */
    public static Dataset<Row> locatedSparse(SparkSession spark, List<RunFile> files, List<Integer> layers) {
        register(spark);
        SparseSchema schema = Tables.common(files, SparseTable::schema);
        return cells(SparseTable.load(spark, files), schema.layers(), files, layers)
                .select(
                        col(FILE),
                        col(LayerColumns.ID),
                        col("layer"),
                        callUDF(INDICES, col("cell")).as("indices"),
                        callUDF(VALUES, col("cell")).as("values"));
    }

    private static Dataset<Row> cells(
            Dataset<Row> wide, List<Integer> known, List<RunFile> files, List<Integer> layers) {
        if (!known.containsAll(layers) || layers.isEmpty()) {
            throw new IllegalArgumentException(
                    "Layers " + layers + " of " + files.get(0) + ": expected some of " + known);
        }
        String stack = layers.stream()
                .map(layer -> layer + ", " + LayerColumns.name(layer))
                .collect(Collectors.joining(", ", "stack(" + layers.size() + ", ", ") as (layer, cell)"));
        return wide.select(col("_metadata.file_path").as(FILE), col(LayerColumns.ID), expr(stack));
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

    /** The first half of a sparse cell. */
    static int @Nullable [] indices(byte @Nullable [] cell) {
        if (cell == null) {
            return null;
        }
        int[] indices = new int[sparse(cell)];
        ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(indices);
        return indices;
    }

    /** The second half. */
    static float @Nullable [] values(byte @Nullable [] cell) {
        if (cell == null) {
            return null;
        }
        float[] values = new float[sparse(cell)];
        ByteBuffer.wrap(cell, cell.length / 2, cell.length / 2)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }

    private static int sparse(byte[] cell) {
        int pair = Integer.BYTES + Float.BYTES;
        if (cell.length % pair != 0) {
            throw new IllegalArgumentException("A cell of " + cell.length
                    + " bytes holds no whole number of indices and values of " + pair + " bytes");
        }
        return cell.length / pair;
    }
}
