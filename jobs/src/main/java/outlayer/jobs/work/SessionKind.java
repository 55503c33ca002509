package outlayer.jobs.work;

/** Tells a session with an engine of its own from a client of somebody else's. */
public final class SessionKind {

    private static final String CONNECT = "org.apache.spark.sql.connect.";

    private SessionKind() {}

    /**
     * Stops before work starts in a session of Spark Connect, which knows no tasks, files or libraries of ours: that of standard
     * (formerly shared) and serverless compute on Databricks.
     */
    static void require(String sessionClass) {
        if (sessionClass.startsWith(CONNECT)) {
            throw new IllegalArgumentException("This is a session of Spark Connect (" + sessionClass
                    + "), as Databricks gives it in standard and serverless compute: expected one with a SparkContext."
                    + " Choose compute with dedicated access mode (conf/databricks/README.md)");
        }
    }
}
