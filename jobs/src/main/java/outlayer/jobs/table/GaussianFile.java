package outlayer.jobs.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.apache.parquet.io.InputFile;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.UnitFile;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/**
 * One fitted Gaussian: a row with the mean (float64) and one with the variances of the features (float64), then a row for each
 * eigenpair, largest eigenvalue first, its vector in little-endian float32. Written row by row; n, dimension, cut-off and total
 * variance are in the file's metadata.
 */
public final class GaussianFile {

    private static final String TABLE = "gaussian";
    private static final int MEAN = -2;
    private static final int VARIANCES = -1;
    private static final StructType SCHEMA = new StructType()
            .add("pair", DataTypes.IntegerType, false)
            .add("eigenvalue", DataTypes.DoubleType, true)
            .add("vector", DataTypes.BinaryType, false);

    private GaussianFile() {}

    /** The file of one layer in a fit unit. */
    public static String fileName(int layer) {
        return "gaussian-" + VectorSchema.column(layer) + ".parquet";
    }

    public static void write(UnitFile file, Gaussian gaussian) {
        Spectrum spectrum = gaussian.spectrum();
        Map<String, String> metadata = Map.of(
                "outlayer.n", Long.toString(gaussian.n()),
                "outlayer.dimension", Integer.toString(gaussian.dimension()),
                "outlayer.cutoff", Double.toString(spectrum.cutoff()),
                "outlayer.total-variance", Double.toString(spectrum.totalVariance()));
        try (RowWriter rows = new RowWriter(file, TABLE, SCHEMA, metadata, RowWriter.FLAT_ROW_GROUP_BYTES)) {
            rows.write(new @Nullable Object[] {MEAN, null, doubles(gaussian.mean())});
            rows.write(new @Nullable Object[] {VARIANCES, null, doubles(gaussian.variances())});
            for (int i = 0; i < spectrum.values().length; i++) {
                byte[] vector = new byte[gaussian.dimension() * Float.BYTES];
                Dtype.FLOAT32.encode(spectrum.vectorBlock(i, 1), 0, gaussian.dimension(), vector);
                rows.write(new @Nullable Object[] {i, spectrum.values()[i], vector});
            }
        }
    }

    public static Gaussian read(InputFile file) {
        return read(file, Integer.MAX_VALUE);
    }

    /** With the first eigenpairs only, at most so many; the rest of the file is not read. */
    public static Gaussian read(InputFile file, int most) {
        try (TableFile open = TableFile.open(file)) {
            int d = Integer.parseInt(open.required("outlayer.dimension"));
            int pairs = (int) Math.min(most, open.rows() - 2);
            double[] mean = new double[d];
            double[] variances = new double[d];
            double[] values = new double[pairs];
            double[] vectors = new double[Math.multiplyExact(pairs, d)];
            float[] vector = new float[d];
            FlatTable.forEachRow(open, TABLE, SCHEMA, pairs + 2L, row -> {
                int pair = row.integer(0);
                ByteBuffer bytes = ByteBuffer.wrap(row.bytes(2)).order(ByteOrder.LITTLE_ENDIAN);
                int expected = d * (pair < 0 ? Double.BYTES : Float.BYTES);
                if (pair < MEAN || pair >= pairs || bytes.remaining() != expected) {
                    throw new IllegalArgumentException("File " + file + ", column vector: found "
                            + bytes.remaining() + " bytes in pair " + pair + ", expected " + expected
                            + " and pairs up to "
                            + (pairs - 1) + ". Run the fit stage again");
                }
                if (pair < 0) {
                    bytes.asDoubleBuffer().get(pair == MEAN ? mean : variances);
                    return;
                }
                values[pair] = row.number(1);
                Dtype.FLOAT32.decode(bytes, vector, 0, d);
                for (int j = 0; j < d; j++) {
                    vectors[pair * d + j] = vector[j];
                }
            });
            Spectrum spectrum = Spectrum.of(
                    Double.parseDouble(open.required("outlayer.cutoff")),
                    Double.parseDouble(open.required("outlayer.total-variance")),
                    values,
                    Matrix.of(pairs, d, vectors));
            return new Gaussian(Long.parseLong(open.required("outlayer.n")), mean, variances, spectrum);
        }
    }

    private static byte[] doubles(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }
}
