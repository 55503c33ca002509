package outlayer.jobs.flag;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/**
 * Flags what is too strange to be normal, and says how far the part untrusted has drifted from the trusted fit. What was flagged lies in
 * {@code report/} as well, as CSV.
 */
public final class FlagJob {

    public static final String STAGE = "flag";

    private static final Logger LOG = LoggerFactory.getLogger(FlagJob.class);

    private FlagJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, FlagJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        FlagPlan plan = FlagPlan.of(run, experiment);
        plan.remarks().forEach(remark -> LOG.warn("{}: {}", STAGE, remark));
        StageResult result = UnitRunner.run(spark, run, STAGE, plan.flags())
                .and(UnitRunner.run(spark, run, STAGE, plan.drift()))
                .remarking(plan.remarks());
        Flagged.of(run, plan).write(run.report());
        return result;
    }
}
