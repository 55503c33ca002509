package outlayer.jobs.settings;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/** How file systems are reached where no session is at hand, which would say it. */
public final class HadoopSettings {

    private HadoopSettings() {}

    /** As Spark has set Hadoop up here, or would: {@code spark.hadoop.*}, and the AWS keys of the environment. */
    public static Configuration here() {
        SparkEnv running = SparkEnv.get();
        return SparkHadoopUtil.get().newConfiguration(running == null ? new SparkConf() : running.conf());
    }
}
