package outlayer.jobs.models;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import outlayer.feature.SaeEncoder;
import outlayer.jobs.settings.ExecutorOptions;

/**
 * One sparse autoencoder as the driver planned it.
 *
 * @param location of its hookpoint's directory: local, the same on every executor, or a Hadoop URI
 * @param fingerprint see {@link ModelFingerprint}
 * @param executor says where copies go
 */
public record SaeSource(String location, String fingerprint, ExecutorOptions executor) implements Serializable {

    /** One of a set; reads some of its weights. */
    public static SaeSource of(String set, String hookpoint, ExecutorOptions executor, Configuration configuration)
            throws IOException {
        ModelDirectory directory = ModelDirectory.of(set + "/" + hookpoint, configuration);
        return new SaeSource(directory.location(), ModelFingerprint.of(directory, DirectoryKind.SAE), executor);
    }

    /** Opens it, from a copy where it does not lie on a local disk. */
    public SaeEncoder open(Configuration configuration) throws IOException {
        Path local = ModelCache.under(executor.modelCacheDirectory())
                .localise(location, DirectoryKind.SAE, fingerprint, configuration);
        Path set = local.toAbsolutePath().getParent();
        if (set == null) {
            throw new IllegalArgumentException(local + " is the root of a disk, expected a directory in a set");
        }
        return SaeEncoder.open(set, local.getFileName().toString());
    }
}
