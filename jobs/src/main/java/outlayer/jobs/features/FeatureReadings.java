package outlayer.jobs.features;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.lm.Positions;
import outlayer.quirky.Part;

/** The features of an experiment by name, and where their vectors lie. */
public final class FeatureReadings {

    private FeatureReadings() {}

    /** Every feature that has one vector for each example, in the order in which they come to be. */
    public static List<String> names(Experiment experiment) {
        return experiment.extract().features().stream()
                .filter(feature -> feature.positions() == Positions.LAST)
                .map(FeatureOptions::name)
                .toList();
    }

    /** The published vectors of one feature and part, by group, shards in order; every unit must be published. */
    public static Map<Readings.Group, List<Reading>> of(
            RunDirectory run, Experiment experiment, Part part, String feature) throws IOException {
        return Readings.of(run, experiment, part, feature);
    }
}
