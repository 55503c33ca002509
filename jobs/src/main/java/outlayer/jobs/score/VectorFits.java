package outlayer.jobs.score;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.Fits;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** The fits that score the vectors of an experiment: its own, or those of the earlier run that it names. */
final class VectorFits {

    private VectorFits() {}

    /** By group, features in their order; every unit must be published. */
    static Map<Readings.Group, List<FeatureFits>> of(RunDirectory run, FeatureReadings vectors, Experiment experiment)
            throws IOException {
        Optional<EarlierRun> earlier = EarlierRun.of(experiment, run.configuration());
        return earlier.isEmpty()
                ? Fits.of(run, vectors, experiment)
                : new EarlierFits(run, earlier.get(), experiment.detectors()).of(shards(vectors, experiment));
    }

    /** One of each group, by feature, of whatever part is scored. */
    private static Map<String, Map<Readings.Group, Reading>> shards(FeatureReadings vectors, Experiment experiment) {
        Map<String, Map<Readings.Group, Reading>> shards = new LinkedHashMap<>();
        for (String feature : experiment.features()) {
            if (!experiment.detectors().on(feature).isEmpty()) {
                Map<Readings.Group, Reading> first = new LinkedHashMap<>();
                for (Part part : ScorePlan.SCORED) {
                    if (experiment.extract().parts().contains(part)) {
                        vectors.published(part, feature)
                                .forEach((group, readings) -> first.putIfAbsent(group, readings.get(0)));
                    }
                }
                shards.put(feature, first);
            }
        }
        return shards;
    }
}
