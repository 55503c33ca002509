package outlayer.jobs.mllib;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A table of four-dimensional vectors in the groups left and right, trusted or not, of which some far away ones are not. */
final class SyntheticVectors {

    static final int TRUSTED = 60;
    static final int OTHERS = 20;

    private static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.IntegerType, false)
            .add("side", DataTypes.StringType, true)
            .add("trusted", DataTypes.BooleanType, false)
            .add("features", SQLDataTypes.VectorType(), true);

    private SyntheticVectors() {}

    /** The vectors of the group right are those of left, ten times as long and about 100. */
    static Dataset<Row> of(SparkSession spark) {
        Random random = new Random(5);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < TRUSTED + OTHERS; i++) {
            double[] left = new double[4];
            double[] right = new double[4];
            for (int j = 0; j < 4; j++) {
                left[j] = random.nextGaussian() * (j + 1) + (i >= TRUSTED && i % 2 == 0 ? 8 : 0);
                right[j] = 100 + 10 * left[j];
            }
            rows.add(row(2 * i, "left", i < TRUSTED, left));
            rows.add(row(2 * i + 1, "right", i < TRUSTED, right));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    static Dataset<Row> of(SparkSession spark, Row... rows) {
        return spark.createDataFrame(List.of(rows), SCHEMA);
    }

    static Row row(int id, @Nullable String side, boolean trusted, double @Nullable ... features) {
        return RowFactory.create(id, side, trusted, features == null ? null : Vectors.dense(features));
    }
}
