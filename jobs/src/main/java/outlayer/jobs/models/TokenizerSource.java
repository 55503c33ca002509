package outlayer.jobs.models;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import outlayer.jobs.settings.ExecutorOptions;
import outlayer.jobs.settings.ModelOptions;
import outlayer.lm.Tokenizer;

/**
 * A base model's tokenizer, for what needs no weights; they need not be there.
 *
 * @param location of the model's directory: a local one, the same on every executor, or a Hadoop URI
 * @param fingerprint of the tokenizer's files, equal for models that share a tokenizer
 */
public record TokenizerSource(String location, String fingerprint, ExecutorOptions executor) implements Serializable {

    /** None where there is no such directory (yet), or no tokenizer in it. */
    public static Optional<TokenizerSource> find(
            ModelOptions model, ExecutorOptions executor, Configuration configuration) throws IOException {
        ModelDirectory directory = ModelDirectory.of(model.path(), configuration);
        if (!directory.list().containsKey(NeededFiles.TOKENIZER)) {
            return Optional.empty();
        }
        String fingerprint = ModelFingerprint.of(directory, DirectoryKind.TOKENIZER);
        return Optional.of(new TokenizerSource(directory.location(), fingerprint, executor));
    }

    /** Whoever opens it closes it. */
    public Tokenizer open(Configuration configuration) throws IOException {
        return Tokenizer.open(ModelCache.under(executor.modelCacheDirectory())
                .localise(location, DirectoryKind.TOKENIZER, fingerprint, configuration));
    }
}
