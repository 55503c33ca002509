package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.spark.sql.types.StructType;
import outlayer.quirky.QuirkyCharacter;
import outlayer.stats.Centroid;

/** Class centroids of layers: how many vectors, their mean (little-endian float64), and the trace of their scatter. */
public final class CentroidTable {

    public static final FlatTable<CentroidRow> TABLE = new FlatTable<>(
            "centroids",
            new StructType()
                    .add("feature", StringType, false)
                    .add("layer", IntegerType, false)
                    .add("character", StringType, false)
                    .add("label", BooleanType, false)
                    .add("n", IntegerType, false)
                    .add("scatter_trace", DoubleType, false)
                    .add("mean", BinaryType, false),
            row -> new Object[] {
                row.feature(),
                row.layer(),
                row.character().key(),
                row.label(),
                Math.toIntExact(row.centroid().n()),
                row.centroid().scatterTrace(),
                bytes(row.centroid().mean())
            },
            cells -> new CentroidRow(
                    cells.text(0),
                    cells.integer(1),
                    QuirkyCharacter.valueOf(cells.text(2).toUpperCase(Locale.ROOT)),
                    cells.truth(3),
                    new Centroid(cells.integer(4), numbers(cells.bytes(6)), cells.number(5))));

    /** Its file in an extract unit that keeps statistics. */
    public static final String FILE = "centroids.parquet";

    private CentroidTable() {}

    private static byte[] bytes(double[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(numbers);
        return bytes.array();
    }

    private static double[] numbers(byte[] bytes) {
        double[] numbers = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(numbers);
        return numbers;
    }
}
