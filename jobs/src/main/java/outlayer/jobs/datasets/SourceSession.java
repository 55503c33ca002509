package outlayer.jobs.datasets;

import java.util.Collection;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.settings.SourceOptions;

/** A session for the tables of one dataset, whose names and settings are nobody else's. */
final class SourceSession {

    /** Of files, for each task of a shuffle. */
    private static final long BYTES_OF_A_TASK = 16 << 20;

    /** More columns than any plan of ours has, so that Spark does not warn of leaving some out. */
    static final int PLAN_FIELDS = 200;

    private SourceSession() {}

    static SparkSession of(SparkSession spark, Collection<SourceOptions> sources) {
        long bytes = 0;
        for (SourceOptions source : sources) {
            bytes += SourceFiles.bytes(source.path(), spark.sparkContext().hadoopConfiguration());
        }
        SparkSession session = spark.newSession();
        session.conf().set("spark.sql.debug.maxToStringFields", PLAN_FIELDS);
        session.conf().set("spark.sql.session.timeZone", "UTC");
        session.conf().set("spark.sql.ansi.enabled", true);
        session.conf()
                .set(
                        "spark.sql.shuffle.partitions",
                        Math.max(spark.sparkContext().defaultParallelism(), bytes / BYTES_OF_A_TASK + 1));
        return session;
    }
}
