package outlayer.jobs.features;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import outlayer.jobs.derive.PlannedFeatures;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.NotPublishedException;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/** Where the vectors of the features of an experiment lie, whichever stage made them; planned once for all of them. */
public final class FeatureReadings {

    private final RunDirectory run;
    private final PlannedFeatures planned;

    private FeatureReadings(RunDirectory run, PlannedFeatures planned) {
        this.run = run;
        this.planned = planned;
    }

    /** The datasets must be published, nothing else. */
    public static FeatureReadings of(RunDirectory run, Experiment experiment) throws IOException {
        return new FeatureReadings(run, PlannedFeatures.of(run, experiment));
    }

    /**
     * The published vectors of one feature and part, by group, shards in order.
     *
     * @throws NotPublishedException where a unit has yet to be computed
     */
    public Map<Readings.Group, List<Reading>> published(Part part, String feature) {
        List<PlannedReading> wanted = planned.readings(feature).stream()
                .filter(reading -> reading.shard().part() == part)
                .toList();
        return PlannedReading.published(run, wanted);
    }
}
