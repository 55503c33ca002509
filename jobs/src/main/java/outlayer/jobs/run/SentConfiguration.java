package outlayer.jobs.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A Hadoop configuration on its way to tasks, of which each carries the same one: as bytes that are made once, and made into a
 * configuration once in each JVM. Nobody changes it after it was sent.
 */
final class SentConfiguration {

    private static volatile @Nullable SentConfiguration latest;

    private final byte[] bytes;
    private final Configuration configuration;

    private SentConfiguration(byte[] bytes, Configuration configuration) {
        this.bytes = bytes;
        this.configuration = configuration;
    }

    static SentConfiguration of(Configuration configuration) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        configuration.write(new DataOutputStream(bytes));
        return new SentConfiguration(bytes.toByteArray(), configuration);
    }

    /** What arrived; the one before where it is the same. */
    static SentConfiguration of(byte[] bytes) throws IOException {
        SentConfiguration before = latest;
        if (before != null && Arrays.equals(before.bytes, bytes)) {
            return before;
        }
        Configuration configuration = new Configuration(false);
        configuration.readFields(new DataInputStream(new ByteArrayInputStream(bytes)));
        SentConfiguration arrived = new SentConfiguration(bytes, configuration);
        latest = arrived;
        return arrived;
    }

    byte[] bytes() {
        return bytes;
    }

    Configuration configuration() {
        return configuration;
    }
}
