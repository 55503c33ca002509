package outlayer.jobs.table;

import static org.apache.spark.sql.types.DataTypes.BinaryType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.sql.types.StructType;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;

/** Linear probes, a row each, their weights in little-endian float64. */
public final class ProbeTable {

    public static final FlatTable<LinearProbe> TABLE = new FlatTable<>(
            "probes",
            new StructType()
                    .add("point", StringType, false)
                    .add("layer", IntegerType, false)
                    .add("intercept", DoubleType, false)
                    .add("weights", BinaryType, false),
            probe -> new Object[] {probe.point().key(), probe.layer(), probe.intercept(), bytes(probe.weights())},
            cells -> new LinearProbe(point(cells.text(0)), cells.integer(1), numbers(cells.bytes(3)), cells.number(2)));

    /** Its file in a unit that fits probes. */
    public static final String FILE = "probes.parquet";

    private ProbeTable() {}

    private static Point point(String key) {
        return Arrays.stream(Point.values())
                .filter(point -> point.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Column point is '" + key + "', expected one of "
                        + Arrays.stream(Point.values()).map(Point::key).toList()));
    }

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
