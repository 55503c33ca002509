package outlayer.jobs.flow;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FlowSettings;
import outlayer.jobs.train.RunCheckpoints;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.Ready;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Trains a flow for each model and layer, one task and one device each; what a killed run had begun is continued. */
public final class FlowJob {

    public static final String STAGE = "flow";

    private FlowJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, FlowJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        FlowSettings settings = experiment.flow();
        if (settings == null) {
            return new StageResult(STAGE, List.of(), 0, 0, 0);
        }
        PlannedDevice application =
                PlannedDevice.of(PlannedDevice.AUTO, spark.sparkContext().getConf());
        PlannedFlows flows = PlannedFlows.of(run, experiment, Extracted.of(run, experiment), application);
        Ready<? extends DependentUnit> ready = Ready.of(run, flows.units());
        StageResult result = UnitRunner.run(spark, run, STAGE, ready.units());
        for (DependentUnit unit : ready.units()) {
            RunCheckpoints.of(run, unit.spec(), run.configuration()).remove();
        }
        return result.remarking(ready.waiting());
    }
}
