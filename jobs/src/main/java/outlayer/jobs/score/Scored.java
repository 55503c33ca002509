package outlayer.jobs.score;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.quirky.Part;

/**
 * One shard with all its scores, for the stages that follow.
 *
 * @param readings of its features, in their order
 * @param scores of the features' layers in the same order, then the aggregates
 */
public record Scored(List<Reading> readings, List<ScoreFile> scores) implements Serializable {

    /** The scored shards of each group's test part, in their order; every unit must be published. */
    public static Map<Readings.Group, List<Scored>> of(RunDirectory run, Experiment experiment) throws IOException {
        return of(run, experiment, Part.TEST);
    }

    /** The same of the part test, calibration or untrusted; empty where the part is not extracted. */
    public static Map<Readings.Group, List<Scored>> of(RunDirectory run, Experiment experiment, Part part)
            throws IOException {
        return ScoredParts.of(run, experiment).of(part);
    }

    /** How many it has, with and without a score. */
    public long examples() {
        return readings.get(0).vectors().rows();
    }
}
