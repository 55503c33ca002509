package outlayer.jobs;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A Spark session of two cores for the tests of one class. */
public abstract class SparkFixture {

    protected static SparkSession spark;

    @BeforeAll
    static void openSession() {
        spark = TinyRun.spark(2);
    }

    @AfterAll
    static void closeSession() {
        spark.stop();
    }
}
