package outlayer.jobs.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.Runs;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExperimentFile;
import outlayer.jobs.table.ExampleTable;
import outlayer.quirky.DataCard;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/** One entry of `datasets`, made under a root of its own. */
record EntryRun(RunDirectory run, Experiment experiment) {

    static Experiment experiment(Path root, String entry, String... overrides) {
        return ExperimentFile.parse("""
                run { root = "%s" }
                templates = outlayer-1
                models = [ { name = m, path = models/m, quirky = "models/m-{dataset}" } ]
                datasets = [ { %s } ]
                """.formatted(root, entry), "entry.conf", Arrays.asList(overrides));
    }

    static EntryRun of(SparkSession spark, Path root, String entry, String... overrides) {
        Experiment experiment = experiment(root, entry, overrides);
        RunDirectory run = Runs.local(root);
        DatasetsJob.run(spark, run, experiment);
        return new EntryRun(run, experiment);
    }

    /** In the order of parts, then of ids. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        Arrays.stream(Part.values()).forEach(part -> examples.addAll(examples(part)));
        return examples;
    }

    List<Example> examples(Part part) {
        Manifest manifest = manifest();
        List<String> names = manifest.files().stream().map(file -> file.name()).toList();
        return ExampleTable.fileNames(part, names).stream()
                .flatMap(name -> ExampleTable.TABLE.read(run.file(manifest, name)).stream())
                .toList();
    }

    DataCard card() {
        return DataCards.of(run, experiment).get(0);
    }

    private Manifest manifest() {
        return run.require(DatasetsJob.plans(run, experiment).get(0).spec());
    }
}
