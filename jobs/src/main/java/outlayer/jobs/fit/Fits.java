package outlayer.jobs.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;

/** The results of the stage for those that follow. */
public final class Fits {

    private Fits() {}

    /** The published fits of each group, features in their order; every unit must be published. */
    public static Map<Readings.Group, List<FeatureFits>> of(
            RunDirectory run, FeatureReadings vectors, Experiment experiment) {
        Map<Readings.Group, List<FeatureFits>> fits = new LinkedHashMap<>();
        for (String feature : experiment.features()) {
            for (FeaturePlan plan : FeaturePlan.of(vectors, experiment, feature)) {
                fits.computeIfAbsent(plan.group(), group -> new ArrayList<>()).add(plan.published(run));
            }
        }
        return fits;
    }
}
