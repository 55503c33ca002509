package outlayer.jobs.work;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.CodeVersion;
import outlayer.jobs.run.NamedRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.Experiment;

/** A stage in a process of its own: where the arguments name a run, what it did becomes a part of that run's record. */
public final class StageAlone {

    private StageAlone() {}

    /**
     * Runs a stage.
     *
     * @param experiment what the arguments say, perhaps of some models only: the run is that of all of them
     */
    public static StageResult run(
            Stage stage, JobArguments arguments, SparkSession spark, RunDirectory run, Experiment experiment)
            throws IOException {
        String id = experiment.run().id();
        if (id.isEmpty()) {
            return stage.run(spark, run, experiment);
        }
        NamedRun named = NamedRun.open(run, id, arguments.whole().resolved());
        StageResult result = stage.run(spark, run, experiment);
        named.add(record(spark, id, named.settings(), List.of(result)));
        return result;
    }

    /** What stages did, as a run's record states it. */
    public static RunRecord record(SparkSession spark, String id, String settings, List<StageResult> results) {
        SortedMap<String, List<String>> units = new TreeMap<>();
        SortedMap<String, Integer> computed = new TreeMap<>();
        SortedMap<String, Double> seconds = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        for (StageResult result : results) {
            units.put(result.stage(), result.keys());
            computed.put(result.stage(), result.computed());
            seconds.put(result.stage(), result.seconds());
            warnings.addAll(result.notes());
        }
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("outlayer", CodeVersion.current());
        versions.put("java", System.getProperty("java.version"));
        versions.put("spark", spark.version());
        return new RunRecord(id, RunRecord.now(), settings, units, versions, computed, seconds, warnings);
    }
}
