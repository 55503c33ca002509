package outlayer.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.fs.FileSystem;

/**
 * One HOCON file at a local path or any Hadoop URI. What it includes is looked for beside it, wherever it lies, and must be there: HOCON itself
 * passes over a missing file in silence.
 */
final class SettingsFile {

    private final String location;

    private SettingsFile(String location) {
        this.location = location;
    }

    static Config read(String location) {
        return new SettingsFile(location).parse();
    }

    private Config parse() {
        try {
            ConfigParseOptions options =
                    ConfigParseOptions.defaults().setOriginDescription(location).setIncluder(new Beside());
            return ConfigFactory.parseString(text(), options);
        } catch (ConfigException e) {
            throw new SettingsException("Experiment file " + location + " is not HOCON: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new SettingsException("Experiment file " + location + " cannot be read: " + e.getMessage(), e);
        }
    }

    private String text() throws IOException {
        if (remote(location)) {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(location);
            // An instance that Hadoop keeps would be the job's too, which may set its file systems up differently.
            try (FileSystem files = FileSystem.newInstance(path.toUri(), HadoopSettings.here());
                    InputStream in = files.open(path)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        Path file = Path.of(location);
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("No experiment file at " + file.toAbsolutePath()
                    + "; give --config an existing file, for example conf/experiments/demo.conf");
        }
        return Files.readString(file);
    }

    private static boolean remote(String location) {
        return location.matches("^[a-z][a-z0-9+.-]+:.*");
    }

    private String beside(String name) {
        if (remote(location)) {
            return new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(location).getParent(), name).toString();
        }
        return Path.of(location).resolveSibling(name).toString();
    }

    /** Resolves `include "x"` and `include file("x")` alike. */
    private final class Beside implements ConfigIncluder, ConfigIncluderFile {

        @Override
        public ConfigIncluder withFallback(ConfigIncluder fallback) {
            return this;
        }

        @Override
        public ConfigObject includeFile(ConfigIncludeContext context, File what) {
            return include(context, what.getPath());
        }

        @Override
        public ConfigObject include(ConfigIncludeContext context, String what) {
            String included = beside(what);
            try {
                return read(included).root();
            } catch (SettingsException e) {
                throw new SettingsException(location + " includes \"" + what + "\": " + e.getMessage(), e);
            }
        }
    }
}
