package outlayer.jobs.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.TemplateSet;

/** Template sets by what settings say of them: the name of one that ships with Outlayer, or the path of a user's own file. */
public final class Templates {

    private static final String FILE = ".json";

    private Templates() {}

    /** The set that each dataset's prompts were written by. */
    public static Map<String, TemplateSet> byDataset(RunDirectory run, Experiment experiment) {
        return DatasetsJob.plans(run, experiment).stream()
                .collect(Collectors.toMap(DatasetPlan::dataset, DatasetPlan::templates));
    }

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
