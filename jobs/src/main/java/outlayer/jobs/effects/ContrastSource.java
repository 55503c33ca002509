package outlayer.jobs.effects;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import outlayer.quirky.ContrastSet;

/**
 * A contrast set on its way to a task.
 *
 * @param name of a set that ships, or the path of a file
 * @param json what that file holds; empty for a set that ships
 */
record ContrastSource(String name, String json) implements Serializable {

    private static final String FILE = ".json";

    static ContrastSource read(String nameOrPath, Configuration configuration) {
        if (!nameOrPath.endsWith(FILE)) {
            return new ContrastSource(nameOrPath, "");
        }
        Path path = new Path(nameOrPath);
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            return new ContrastSource(nameOrPath, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "effects.contrast.pairs is " + nameOrPath + ": found no such file, expected a contrast set as JSON",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read contrast set " + nameOrPath, e);
        }
    }

    ContrastSet set() {
        return json.isEmpty() ? ContrastSet.named(name) : ContrastSet.parse(json, name);
    }
}
