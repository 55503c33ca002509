package outlayer.jobs.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;

/** Copies trained models and adapters out of the run into ordinary Hugging Face directories, a model card each. */
final class ModelExport {

    private ModelExport() {}

    /** `<model>` for a base, `<model>-<dataset>` for what was made quirky, under that local directory. */
    static void copy(RunDirectory run, List<Manifest> trained, String directory) throws IOException {
        for (Manifest manifest : trained) {
            SortedMap<String, String> labels = manifest.spec().labels();
            String dataset = labels.get("dataset");
            Path to = Path.of(directory, labels.get("model") + (dataset == null ? "" : "-" + dataset));
            ModelFiles.copy(ModelFiles.made(run, manifest), to);
            Files.write(to.resolve("README.md"), ModelCard.of(run, manifest).getBytes(StandardCharsets.UTF_8));
        }
    }
}
