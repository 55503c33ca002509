package outlayer.jobs.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.api.plugin.SparkPlugin;
import org.junit.jupiter.api.Test;

class SparkAppTest {

    @Test
    void thePluginThatIsNamedIsThere() throws ClassNotFoundException {
        assertThat(SparkPlugin.class).isAssignableFrom(Class.forName(SparkApp.plugins("")));
    }

    @Test
    void pluginsOfSparkSubmitStay() {
        String ours = SparkApp.plugins("");
        assertThat(SparkApp.plugins("a.B,c.D")).isEqualTo("a.B,c.D," + ours);
        assertThat(SparkApp.plugins("a.B," + ours)).isEqualTo("a.B," + ours);
    }
}
