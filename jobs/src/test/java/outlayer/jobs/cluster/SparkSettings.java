package outlayer.jobs.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The files of settings under {@code conf}, as spark-submit reads them. */
final class SparkSettings {

    private SparkSettings() {}

    /** By a path from the project's directory. */
    static Map<String, String> read(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("..").resolve(file))) {
            properties.load(reader);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.forEach(
                (key, value) -> settings.put(key.toString(), value.toString().strip()));
        return settings;
    }
}
