package outlayer.jobs.extract;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** The results of the stage for those that follow. */
public final class Readings {

    /** All shards of one model, dataset and variant that belong to one part. */
    public record Group(String model, String dataset, String variant) implements Serializable {

        /** The group that a unit with such labels belongs to. */
        public static Group of(UnitSpec spec) {
            return new Group(
                    spec.labels().getOrDefault("model", ""),
                    spec.labels().getOrDefault("dataset", ""),
                    spec.labels().getOrDefault("variant", ""));
        }

        /** Labels of everything that belongs to this group. */
        public UnitSpec label(UnitSpec spec) {
            return spec.label("model", model).label("dataset", dataset).label("variant", variant);
        }
    }

    private Readings() {}

    /** The published readings of the activations of one part by group, shards in order; every unit must be published. */
    public static Map<Group, List<Reading>> of(RunDirectory run, Experiment experiment, Part part) throws IOException {
        return of(run, experiment, part, Reading.ACTIVATIONS);
    }

    /** The same of any feature that has one vector per example. */
    public static Map<Group, List<Reading>> of(RunDirectory run, Experiment experiment, Part part, String feature)
            throws IOException {
        List<PlannedReading> planned = Extracted.of(run, experiment).readings(feature).stream()
                .filter(reading -> reading.shard().part() == part)
                .toList();
        return PlannedReading.published(run, planned);
    }
}
