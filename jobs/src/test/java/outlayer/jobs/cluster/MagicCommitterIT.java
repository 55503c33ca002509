package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import outlayer.jobs.run.S3Server;

/** What Spark writes by itself under the settings of conf/s3 is committed by the magic committer. */
class MagicCommitterIT {

    @TempDir
    Path directory;

    @Test
    void aTableIsCommittedByMagic() throws Exception {
        try (S3Server server = S3Server.start(directory)) {
            SparkSession.Builder builder =
                    SparkSession.builder().master("local[2]").appName("magic");
            Map.of(
                            "spark.ui.enabled",
                            "false",
                            "spark.driver.bindAddress",
                            "127.0.0.1",
                            "spark.driver.host",
                            "127.0.0.1")
                    .forEach(builder::config);
            SparkSettings.read("conf/s3/s3.conf").forEach(builder::config);
            server.configuration().getPropsWithPrefix("fs.s3a.").forEach((key, value) -> {
                if (key.matches("endpoint|path.style.access|connection.ssl.enabled|access.key|secret.key")) {
                    builder.config("spark.hadoop.fs.s3a." + key, value);
                }
            });
            String table = server.bucket() + "/table";
            try (SparkSession spark = builder.getOrCreate()) {
                spark.range(1000).repartition(3).write().parquet(table);

                assertThat(spark.read().parquet(table).count()).isEqualTo(1000);
                org.apache.hadoop.fs.Path success = new org.apache.hadoop.fs.Path(table, "_SUCCESS");
                FileSystem store = success.getFileSystem(spark.sparkContext().hadoopConfiguration());
                try (var in = store.open(success)) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .containsPattern("\"committer\" ?: ?\"magic\"");
                }
            }
        }
    }
}
