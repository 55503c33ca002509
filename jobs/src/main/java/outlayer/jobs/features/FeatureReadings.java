package outlayer.jobs.features;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import outlayer.jobs.derive.PlannedFeatures;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** The features of an experiment by name, and where their vectors lie. */
public final class FeatureReadings {

    private FeatureReadings() {}

    /** Every feature that has one vector for each example, in the order in which they come to be. */
    public static List<String> names(Experiment experiment) {
        return experiment.features();
    }

    /** The published vectors of one feature and part, by group, shards in order; every unit must be published. */
    public static Map<Readings.Group, List<Reading>> of(
            RunDirectory run, Experiment experiment, Part part, String feature) throws IOException {
        List<PlannedReading> planned = PlannedFeatures.of(run, experiment).readings(feature).stream()
                .filter(reading -> reading.shard().part() == part)
                .toList();
        return PlannedReading.published(run, planned);
    }
}
