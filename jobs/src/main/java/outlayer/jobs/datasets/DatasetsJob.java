package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Generates the experiment's datasets, one unit each. */
public final class DatasetsJob {

    public static final String STAGE = "datasets";

    private DatasetsJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, DatasetsJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) {
        return UnitRunner.run(spark, run, STAGE, units(experiment));
    }

    static List<DatasetUnit> units(Experiment experiment) {
        return experiment.datasets().stream()
                .map(dataset -> new DatasetUnit(
                        dataset,
                        experiment.templates(),
                        experiment.parts(),
                        experiment.run().seed()))
                .toList();
    }
}
