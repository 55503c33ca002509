package outlayer.jobs.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import outlayer.quirky.TemplateSet;

/** Template sets by what settings say of them: the name of one that ships with Outlayer, or the path of a user's own file. */
final class Templates {

    private static final String FILE = ".json";

    private Templates() {}

    static TemplateSet read(String nameOrPath, Configuration configuration) {
        if (!nameOrPath.endsWith(FILE)) {
            return TemplateSet.named(nameOrPath);
        }
        Path path = new Path(nameOrPath);
        try (InputStream in = path.getFileSystem(configuration).open(path)) {
            return TemplateSet.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), nameOrPath);
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "templates is " + nameOrPath + ": found no such file, expected a template set as JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read template set " + nameOrPath, e);
        }
    }
}
