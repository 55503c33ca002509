package outlayer.jobs.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.io.InputFile;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.detector.NotApplicableException;
import outlayer.detector.Parameters;
import outlayer.jobs.run.UnitFile;
import outlayer.linalg.Matrix;

/**
 * What one detector keeps of one layer: named matrices, exactly, some of their rows in each row of the table: little-endian, in float32
 * where that loses nothing of the matrix, else in float64. Or the note that the layer gives the detector nothing to work on.
 */
public final class ParametersFile {

    private static final String TABLE = "parameters";
    private static final String NOTE = "outlayer.not-applicable";

    /** Numbers in a row of the table: 2 MiB at most, unless one row of a matrix has more. */
    private static final int CHUNK = 1 << 18;

    private static final StructType SCHEMA = new StructType()
            .add("name", DataTypes.StringType, false)
            .add("rows", DataTypes.IntegerType, false)
            .add("cols", DataTypes.IntegerType, false)
            .add("from", DataTypes.IntegerType, false)
            .add("dtype", DataTypes.StringType, false)
            .add("values", DataTypes.BinaryType, false);
    private static final String FLOAT32 = "float32";
    private static final String FLOAT64 = "float64";

    private ParametersFile() {}

    /** The file of one layer in a fit unit. */
    public static String fileName(int layer) {
        return "parameters-" + VectorSchema.column(layer) + ".parquet";
    }

    public static void write(UnitFile file, Parameters parameters) {
        try (RowWriter rows = new RowWriter(file, TABLE, SCHEMA, Map.of(), RowWriter.FLAT_ROW_GROUP_BYTES)) {
            parameters.matrices().forEach((name, matrix) -> write(rows, name, matrix));
        }
    }

    /** In place of parameters. */
    public static void write(UnitFile file, NotApplicableException reason) {
        Map<String, String> metadata = Map.of(NOTE, String.valueOf(reason.getMessage()));
        new RowWriter(file, TABLE, SCHEMA, metadata, RowWriter.FLAT_ROW_GROUP_BYTES).close();
    }

    /**
     * The parameters as they were written.
     *
     * @throws NotApplicableException where there are none, with the reason that was given for it
     */
    public static Parameters read(InputFile file) {
        try (TableFile open = TableFile.open(file)) {
            @Nullable String note = open.metadata(NOTE);
            if (note != null) {
                throw new NotApplicableException(note.substring(NotApplicableException.PREFIX.length()));
            }
            Map<String, Matrix> matrices = new LinkedHashMap<>();
            FlatTable.forEachRow(open, TABLE, SCHEMA, row -> read(row, matrices, file));
            Parameters parameters = Parameters.none();
            for (Map.Entry<String, Matrix> matrix : matrices.entrySet()) {
                parameters = parameters.and(matrix.getKey(), matrix.getValue());
            }
            return parameters;
        }
    }

    private static void write(RowWriter rows, String name, Matrix matrix) {
        int cols = matrix.cols();
        boolean narrow = isFloats(matrix.values());
        int step = Math.max(1, CHUNK / Math.max(1, cols));
        int from = 0;
        do { // a matrix without rows is a row without numbers
            int count = Math.min(step, matrix.rows() - from);
            byte[] bytes = bytes(matrix.values(), from * cols, count * cols, narrow);
            rows.write(new @Nullable Object[] {name, matrix.rows(), cols, from, narrow ? FLOAT32 : FLOAT64, bytes});
            from += count;
        } while (from < matrix.rows());
    }

    private static boolean isFloats(double[] values) {
        for (double value : values) {
            if (Double.doubleToRawLongBits((float) value) != Double.doubleToRawLongBits(value)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] bytes(double[] values, int from, int count, boolean narrow) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, narrow ? Float.BYTES : Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (!narrow) {
            bytes.asDoubleBuffer().put(values, from, count);
            return bytes.array();
        }
        for (int i = from; i < from + count; i++) {
            bytes.putFloat((float) values[i]);
        }
        return bytes.array();
    }

    private static void read(Cells row, Map<String, Matrix> matrices, InputFile file) {
        Matrix matrix = matrices.computeIfAbsent(row.text(0), name -> Matrix.zeros(row.integer(1), row.integer(2)));
        boolean narrow = row.text(4).equals(FLOAT32);
        ByteBuffer bytes = ByteBuffer.wrap(row.bytes(5)).order(ByteOrder.LITTLE_ENDIAN);
        int from = row.integer(3) * matrix.cols();
        int count = bytes.remaining() / (narrow ? Float.BYTES : Double.BYTES);
        if (from < 0 || from + count > matrix.values().length) {
            throw new IllegalArgumentException("File " + file + ", matrix " + row.text(0) + ": found numbers " + from
                    + " to " + (from + count) + ", expected at most " + matrix.values().length
                    + ". Run the stage 'fit' again");
        }
        if (!narrow) {
            bytes.asDoubleBuffer().get(matrix.values(), from, count);
            return;
        }
        for (int i = from; i < from + count; i++) {
            matrix.values()[i] = bytes.getFloat();
        }
    }
}
