package outlayer.jobs.fit;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.statistics.Gaussians;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;

/**
 * Fits one Gaussian per model, dataset, variant and layer to trusted activations; groups of many rows in two steps, first
 * the moments of portions.
 */
public final class FitJob {

    public static final String STAGE = Gaussians.STAGE;

    private FitJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, FitJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        return Gaussians.run(
                spark,
                run,
                Fits.plan(run, experiment).values().stream()
                        .flatMap(List::stream)
                        .toList());
    }
}
