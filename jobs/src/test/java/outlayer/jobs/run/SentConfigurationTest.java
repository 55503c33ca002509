package outlayer.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class SentConfigurationTest {

    private static Configuration with(String value) {
        Configuration configuration = new Configuration(false);
        configuration.set("outlayer.test", value);
        return configuration;
    }

    @Test
    void whatArrivesIsWhatWasSentAndMadeOnce() throws IOException {
        byte[] bytes = SentConfiguration.of(with("one")).bytes();
        Configuration arrived = SentConfiguration.of(bytes).configuration();
        assertThat(arrived.get("outlayer.test")).isEqualTo("one");
        assertThat(SentConfiguration.of(bytes.clone()).configuration()).isSameAs(arrived);
    }

    @Test
    void anotherOneTakesItsPlace() throws IOException {
        byte[] one = SentConfiguration.of(with("one")).bytes();
        byte[] two = SentConfiguration.of(with("two")).bytes();
        for (byte[] bytes : new byte[][] {one, two, one}) {
            assertThat(SentConfiguration.of(bytes).configuration().get("outlayer.test"))
                    .isEqualTo(bytes == two ? "two" : "one");
        }
    }

    /** A run directory in a task, and in a task that this one sends on. */
    @Test
    void aRunDirectoryTakesItAlong() throws IOException, ClassNotFoundException {
        RunDirectory sent = Runs.sent(Runs.sent(RunDirectory.open("/tmp/somewhere", with("three"))));
        assertThat(sent.configuration().get("outlayer.test")).isEqualTo("three");
    }
}
