package outlayer.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void theEnvironmentTellsWhatTheProcessIsPartOf() {
        assertThat(Platform.of(Map.of())).isEqualTo("resolved by Maven");
        assertThat(Platform.of(Map.of("SPARK_HOME", "/opt/spark"))).isEqualTo("SPARK_HOME=/opt/spark");
        assertThat(Platform.of(Map.of("SPARK_HOME", "/opt/spark", "KUBERNETES_SERVICE_HOST", "10.0.0.1")))
                .isEqualTo("SPARK_HOME=/opt/spark, in a pod of Kubernetes");
        assertThat(Platform.of(Map.of("DATABRICKS_RUNTIME_VERSION", "17.3", "SPARK_HOME", "/databricks/spark")))
                .isEqualTo("Databricks runtime 17.3");
    }
}
