package outlayer.jobs.mllib;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The detectors in a user's session that is set to Kryo. */
class KryoSessionIT {

    private static double farthest(AnomalyDetector detector, Dataset<Row> left) {
        return detector.fit(left.filter("trusted"))
                .transform(left)
                .selectExpr("max(anomalyScore)")
                .first()
                .getDouble(0);
    }

    @Test
    void oneFitTravelsAsThoseOfGroupsDo() {
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.serializer", KryoSerializer.class.getName())
                .getOrCreate();
        try {
            Dataset<Row> left =
                    SyntheticVectors.of(spark).filter("side = 'left'").cache();

            assertThat(farthest(new AnomalyDetector(), left))
                    .isGreaterThan(5)
                    .isEqualTo(farthest(new AnomalyDetector().setGroupCols("side"), left));
        } finally {
            spark.stop();
        }
    }
}
