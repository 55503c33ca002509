package outlayer.jobs.extract;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.QuarantineLimit;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Runs every model over every shard once: the answers' log-odds, and the vectors of every feature. */
public final class ExtractJob {

    public static final String STAGE = "extract";

    private ExtractJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, ExtractJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        PlannedDevice application =
                PlannedDevice.of(PlannedDevice.AUTO, spark.sparkContext().getConf());
        ExtractPlan plan = ExtractPlan.of(run, experiment, application);
        StageResult result = UnitRunner.run(spark, run, STAGE, plan.all(), missing -> {
            new PlannedDevice(experiment.extract().device())
                    .require("extract.device", spark.sparkContext().getConf());
            Estimate estimate = Estimate.of(missing, plan.models());
            estimate.show();
            estimate.requireWithin(experiment.extract());
        });
        return new QuarantineLimit(experiment.extract().maxQuarantine()).require(result);
    }
}
