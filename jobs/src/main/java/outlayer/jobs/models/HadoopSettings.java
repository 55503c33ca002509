package outlayer.jobs.models;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** How this process reaches file systems: what Spark was told by {@code spark.hadoop.*}, on the driver as on executors. */
public final class HadoopSettings {

    private HadoopSettings() {}

    /** Those of the running Spark application; where none runs, Hadoop's own files. */
    public static Configuration current() {
        SparkEnv spark = SparkEnv.get();
        return spark == null ? new Configuration() : SparkHadoopUtil.get().newConfiguration(spark.conf());
    }
}
