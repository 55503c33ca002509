package outlayer.jobs.extract;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.models.ModelSource;

/** The architecture of a base model wherever its directory lies, for planning: config.json alone is read. */
final class BaseConfig {

    private static final String FILE = "config.json";

    private BaseConfig() {}

    static ModelConfig read(ModelSource source, Configuration configuration) throws IOException {
        Path path = new Path(source.base(), FILE);
        if (path.toUri().getScheme() == null) {
            return ModelConfig.read(java.nio.file.Path.of(source.base()));
        }
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return ModelConfig.of(JsonParser.parseString(text).getAsJsonObject(), path.toString());
        }
    }
}
