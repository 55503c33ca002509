package outlayer.jobs.datasets;

import org.apache.spark.sql.SparkSession;

/** Into how many pieces rows are spread; whatever the number, the dataset is the same. */
final class Slices {

    /** So few that sorting them needs some tens of megabytes. */
    private static final long ROWS_AT_MOST = 200_000;

    /** So many that a task is worth its start. */
    private static final long ROWS_AT_LEAST = 10_000;

    private Slices() {}

    /** As many as there are cores, unless rows are few, and more where they are many. */
    static int of(SparkSession spark, long rows) {
        long cores = spark.sparkContext().defaultParallelism();
        long worthIt = Math.min(cores, rows / ROWS_AT_LEAST + 1);
        return Math.toIntExact(Math.max(worthIt, rows / ROWS_AT_MOST + 1));
    }
}
