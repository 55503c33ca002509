package outlayer.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.internal.config.ConfigEntry;
import org.apache.spark.sql.internal.SQLConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of settings hold nothing that Spark or Hadoop would silently ignore. */
class SparkSettingsTest {

    /** Names that are made of others, those without a default, and those of masters whose modules are not on our class path. */
    private static final String OTHERS = "spark\\.executorEnv\\.[A-Z_]+"
            + "|spark\\.(worker|executor|task)\\.resource\\.gpu\\.(amount|discoveryScript|vendor)"
            + "|spark\\.hadoop\\.fs\\.s3a\\.endpoint\\.region"
            + "|spark\\.hadoop\\.mapreduce\\.outputcommitter\\.factory\\.scheme\\.s3a"
            + "|spark\\.kubernetes\\..*|spark\\.yarn\\..*";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conf/spark/cluster.conf",
                "conf/spark/gpu.conf",
                "conf/spark/yarn.conf",
                "conf/spark/kubernetes.conf",
                "conf/s3/s3.conf"
            })
    void everySettingIsKnown(String file) throws IOException {
        SQLConf.get();
        Map<String, String> settings = SparkSettings.read(file);
        Configuration hadoop = new Configuration();

        assertThat(settings).isNotEmpty();
        assertThat(settings.keySet())
                .allMatch(key -> key.matches(OTHERS)
                        || ConfigEntry.findEntry(key) != null
                        || (key.startsWith("spark.hadoop.")
                                && hadoop.get(key.substring("spark.hadoop.".length())) != null));
    }

    /** Those of a GPU's file are those of every cluster, and more. */
    @Test
    void aGpuNeedsWhatEveryClusterNeeds() throws IOException {
        for (String more : new String[] {"conf/spark/gpu.conf", "conf/spark/yarn.conf", "conf/spark/kubernetes.conf"}) {
            assertThat(SparkSettings.read(more).keySet())
                    .as(more)
                    .containsAll(SparkSettings.read("conf/spark/cluster.conf").keySet());
        }
    }
}
