package outlayer.jobs.datasets;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import outlayer.jobs.run.DataFile;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.table.ExampleTable;
import outlayer.quirky.Example;
import outlayer.quirky.Part;

/**
 * One slice of one part of a published dataset, as later stages take it in.
 *
 * @param index from 0
 * @param file its examples
 * @param fingerprint of its content, for the keys of units that read it: a shard that another setting left as it was is
 *     not computed again
 */
public record Shard(String dataset, Part part, int index, RunFile file, String fingerprint) implements Serializable {

    /** All shards of the experiment's datasets in those parts, as far as their kind has them; every dataset must be published. */
    public static List<Shard> all(RunDirectory run, Experiment experiment, List<Part> parts) {
        return all(run, DatasetsJob.plans(run, experiment), parts);
    }

    /** The same of one dataset. */
    public static List<Shard> all(RunDirectory run, Experiment experiment, List<Part> parts, String dataset) {
        List<DatasetPlan> plans = DatasetsJob.plans(run, experiment).stream()
                .filter(plan -> plan.dataset().equals(dataset))
                .toList();
        return all(run, plans, parts);
    }

    private static List<Shard> all(RunDirectory run, List<DatasetPlan> plans, List<Part> parts) {
        List<Shard> shards = new ArrayList<>();
        for (DatasetPlan plan : plans) {
            Manifest manifest = run.require(plan.spec());
            ShardDigests digests = ShardDigests.read(run, manifest);
            for (Part part : parts) {
                if (!plan.has(part)) {
                    continue;
                }
                requireWritten(plan, part);
                List<String> names = ExampleTable.fileNames(
                        part, manifest.files().stream().map(DataFile::name).toList());
                requireExamples(plan, part, names);
                for (int index = 0; index < names.size(); index++) {
                    shards.add(new Shard(
                            plan.dataset(),
                            part,
                            index,
                            run.file(manifest, names.get(index)),
                            digests.of(names.get(index))));
                }
            }
        }
        return shards;
    }

    public List<Example> examples() {
        return ExampleTable.TABLE.read(file);
    }

    private static void requireWritten(DatasetPlan plan, Part part) {
        if (!plan.parts().written().contains(part)) {
            throw new IllegalArgumentException("Dataset " + plan.dataset() + " was written without its part "
                    + part.key() + "; add it to `parts.written`");
        }
    }

    private static void requireExamples(DatasetPlan plan, Part part, List<String> shards) {
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("Dataset " + plan.dataset() + " has no example in its part " + part.key()
                    + "; ask for more `questions`, raise its `parts.shares`, or leave the part out");
        }
    }
}
