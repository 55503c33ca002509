package outlayer.jobs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.report.ReportJob;
import outlayer.jobs.run.NamedRun;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageAlone;
import outlayer.jobs.work.StageLog;
import outlayer.jobs.work.StageResult;

/**
 * Walks the stages of an experiment in order, and records the run when all its units are published; what stages that ran alone under the
 * run's name have computed counts as the run's.
 */
public final class RunJob {

    private RunJob() {}

    /** What a run did. */
    record Outcome(String runId, List<StageResult> stages) {

        int computed() {
            return stages.stream().mapToInt(StageResult::computed).sum();
        }
    }

    public static void main(String[] args) throws IOException {
        SparkApp.launch("run", SparkApp.arguments("run", args), RunJob::run);
    }

    static Outcome run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        String given = experiment.run().id();
        NamedRun named = NamedRun.open(run, given.isEmpty() ? RunRecord.newId() : given, experiment.resolved());
        List<StageResult> results = new ArrayList<>();
        boolean report = experiment.run().stages().contains(ReportJob.STAGE);
        for (String stage : experiment.run().stages()) {
            if (!stage.equals(ReportJob.STAGE)) {
                results.add(
                        StageLog.within(stage, () -> Stages.named(stage).body().run(spark, run, experiment)));
            }
        }
        RunRecord record = named.finish(StageAlone.record(spark, named.id(), named.settings(), results));
        if (report) {
            results.add(StageLog.within(ReportJob.STAGE, () -> ReportJob.run(spark, run, experiment)));
        }
        return new Outcome(record.id(), List.copyOf(results));
    }
}
