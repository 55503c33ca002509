package outlayer.jobs.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import outlayer.lm.LanguageModel;
import outlayer.lm.Taps;
import outlayer.torch.Device;

/** Models that a pool may be asked for: bases such as {@code a}, adapters over them such as {@code a-1}, made when first named. */
final class NamedModels {

    static final Configuration CONFIGURATION = new Configuration();

    private final Path directory;
    private final Map<String, ModelSource> sources = new HashMap<>();

    NamedModels(Path directory) {
        this.directory = directory;
    }

    ModelSource source(String name) throws IOException {
        ModelSource known = sources.get(name);
        if (known == null) {
            Path path = directory.resolve(name);
            known = name.contains("-")
                    ? ModelDirectories.over(
                            source(name.substring(0, name.indexOf('-'))),
                            ModelDirectories.adapter(path, name.hashCode()))
                    : ModelDirectories.source(
                            ModelDirectories.model(path, name.hashCode(), 8), ModelDirectories.executor(directory));
            sources.put(name, known);
        }
        return known;
    }

    ModelPool.Loan borrow(ModelPool pool, String name) throws IOException {
        return pool.borrow(source(name), Device.CPU, CONFIGURATION);
    }

    static boolean isOpen(LanguageModel model) {
        try {
            model.read(List.of(new int[] {1}), null, Taps.none());
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("The fake model is closed");
            return false;
        }
    }
}
