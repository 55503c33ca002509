package outlayer.jobs.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.BLAS$;
import org.apache.spark.mllib.linalg.DenseVector;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import outlayer.jobs.table.VectorSchema;
import outlayer.jobs.table.VectorTable;

/**
 * What a user of MLlib would do: {@code RowMatrix.computeCovariance} with its default BLAS. Its rows are read, widened and
 * cached before the clock starts, in one partition a core, which is the fewest d x d partial sums that it can have.
 */
final class MllibCovariance implements AutoCloseable {

    private static final int PARTITIONS = 2;

    private final JavaRDD<Vector> rows;

    MllibCovariance(SparkSession spark, SyntheticTable table, int layer) {
        rows = VectorTable.load(spark, table.files())
                .select(VectorSchema.column(layer))
                .as(Encoders.BINARY())
                .javaRDD()
                .coalesce(PARTITIONS)
                .map(MllibCovariance::vector)
                .persist(StorageLevel.MEMORY_ONLY());
        long cached = rows.count();
        if (cached != table.shape().n()) {
            throw new IllegalStateException("MLlib was given " + cached + " rows of " + table.shape());
        }
    }

    Matrix compute() {
        return new RowMatrix(rows.rdd()).computeCovariance();
    }

    /** Which implementation answers, as netlib names it. */
    static String blas() {
        return BLAS$.MODULE$.nativeBLAS().getClass().getSimpleName();
    }

    private static Vector vector(byte[] cell) {
        FloatBuffer floats =
                ByteBuffer.wrap(cell).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        double[] values = new double[floats.remaining()];
        for (int j = 0; j < values.length; j++) {
            values[j] = floats.get(j);
        }
        return new DenseVector(values);
    }

    @Override
    public void close() {
        rows.unpersist(true);
    }
}
