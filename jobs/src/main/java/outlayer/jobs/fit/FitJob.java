package outlayer.jobs.fit;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Fits one Gaussian per model, dataset, variant and layer to trusted activations. */
public final class FitJob {

    public static final String STAGE = "fit";

    private FitJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, FitJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        List<GaussianUnit> units = Fits.plan(run, experiment).values().stream()
                .flatMap(List::stream)
                .toList();
        return UnitRunner.run(spark, run, STAGE, units);
    }
}
