package outlayer.jobs.models;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import outlayer.checkpoint.ModelConfig;

/** The architecture of a model wherever its directory lies, for planning: {@code config.json} alone is read. */
public final class ArchitectureFile {

    private static final String FILE = "config.json";

    private ArchitectureFile() {}

    /** The file must be there; {@code location} is one of a whole model, see {@link ModelSource#base}. */
    public static ModelConfig read(String location, Configuration configuration) throws IOException {
        return find(location, configuration)
                .orElseThrow(() -> new IllegalArgumentException(
                        location + "/" + FILE + " is missing, expected beside the weights"));
    }

    /** None where there is no such directory, or no such file in it. */
    public static Optional<ModelConfig> find(String location, Configuration configuration) throws IOException {
        ModelDirectory directory = ModelDirectory.of(location, configuration);
        ModelFile file = directory.list().get(FILE);
        return file == null
                ? Optional.empty()
                : Optional.of(ModelConfig.parse(directory.text(file), directory + "/" + FILE));
    }
}
