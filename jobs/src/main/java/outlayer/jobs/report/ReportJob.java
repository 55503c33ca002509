package outlayer.jobs.report;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;

/** Writes the report of an experiment's run, the one that is named or the newest, unless it is there already. */
public final class ReportJob {

    public static final String STAGE = "report";

    private ReportJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, ReportJob::run);
    }

    /** The report counts as one unit: computed when it was written, reused when what it would show has not changed. */
    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        long start = System.nanoTime();
        boolean written = RunReport.write(run, experiment);
        return new StageResult(STAGE, List.of(), written ? 1 : 0, written ? 0 : 1, (System.nanoTime() - start) / 1e9);
    }
}
