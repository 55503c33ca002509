package outlayer.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.report.ReportJob;
import outlayer.jobs.run.CodeVersion;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;

/** Walks the stages of an experiment in order, and records the run when all its units are published. */
public final class RunJob {

    private RunJob() {}

    /** What a run did. */
    record Outcome(String runId, List<StageResult> stages) {

        int computed() {
            return stages.stream().mapToInt(StageResult::computed).sum();
        }
    }

    public static void main(String[] args) throws IOException {
        SparkApp.launch("run", args, RunJob::run);
    }

    static Outcome run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        List<StageResult> results = new ArrayList<>();
        boolean report = experiment.run().stages().contains(ReportJob.STAGE);
        for (String stage : experiment.run().stages()) {
            if (!stage.equals(ReportJob.STAGE)) {
                results.add(Stages.named(stage).run(spark, run, experiment));
            }
        }
        RunRecord record = record(spark, experiment, results);
        run.record(record);
        if (report) {
            results.add(ReportJob.run(spark, run, experiment));
        }
        return new Outcome(record.id(), List.copyOf(results));
    }

    private static RunRecord record(SparkSession spark, Experiment experiment, List<StageResult> results) {
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
        return new RunRecord(
                RunRecord.newId(),
                RunRecord.now(),
                experiment.resolved(),
                units,
                versions,
                computed,
                seconds,
                List.copyOf(warnings));
    }
}
