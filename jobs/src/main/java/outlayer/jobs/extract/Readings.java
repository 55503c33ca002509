package outlayer.jobs.extract;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.ModelOptions;
import outlayer.quirky.Part;

/** What is read of which model: the plan of the stage, and its results for the stages that follow. */
public final class Readings {

    /** All shards of one model, dataset and variant that belong to one part. */
    public record Group(String model, String dataset, String variant) implements Serializable {

        /** Labels of everything that belongs to this group. */
        public UnitSpec label(UnitSpec spec) {
            return spec.label("model", model).label("dataset", dataset).label("variant", variant);
        }
    }

    private Readings() {}

    /** In the order of model directories, so that tasks of one executor follow each other on one model. */
    static List<ExtractUnit> units(RunDirectory run, Experiment experiment) throws IOException {
        ExtractOptions options = experiment.extract();
        List<Shard> shards = Shard.all(run, experiment, options.parts());
        Map<Path, String> fingerprints = new LinkedHashMap<>();
        List<ExtractUnit> units = new ArrayList<>();
        for (ModelOptions model : experiment.models()) {
            for (String variant : options.variants()) {
                for (Shard shard : shards) {
                    Path directory =
                            Path.of(model.directory(variant, shard.dataset())).toAbsolutePath();
                    String fingerprint = fingerprints.get(directory);
                    if (fingerprint == null) {
                        fingerprint = ModelFingerprint.of(directory);
                        fingerprints.put(directory, fingerprint);
                    }
                    units.add(
                            new ExtractUnit(model.name(), variant, shard, directory.toString(), fingerprint, options));
                }
            }
        }
        return units;
    }

    /** The published readings of one part by group, shards in order; every unit must be published. */
    public static Map<Group, List<Reading>> of(RunDirectory run, Experiment experiment, Part part) throws IOException {
        Map<Group, List<Reading>> groups = new LinkedHashMap<>();
        for (ExtractUnit unit : units(run, experiment)) {
            if (unit.shard().part() == part) {
                groups.computeIfAbsent(
                                new Group(unit.model(), unit.shard().dataset(), unit.variant()),
                                group -> new ArrayList<>())
                        .add(Reading.of(run, unit, run.require(unit.spec())));
            }
        }
        return groups;
    }
}
