package outlayer.jobs.fit;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/**
 * Fits one Gaussian per model, dataset, variant and layer to trusted activations; groups of many rows in two steps, first
 * the moments of portions.
 */
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
        List<MomentsUnit> missing = missingPortions(run, units);
        if (missing.isEmpty()) {
            return UnitRunner.run(spark, run, STAGE, units);
        }
        StageResult partials = UnitRunner.run(spark, run, STAGE, missing);
        StageResult fits = UnitRunner.run(spark, run, STAGE, units);
        // Partials are scaffolding: a finished run does not keep them from being collected.
        return new StageResult(
                STAGE, fits.manifests(), fits.computed(), fits.reused(), partials.seconds() + fits.seconds());
    }

    private static List<MomentsUnit> missingPortions(RunDirectory run, List<GaussianUnit> units) {
        List<GaussianUnit> inPortions =
                units.stream().filter(GaussianUnit::merges).toList();
        Set<String> there = run.published(
                        inPortions.stream().map(GaussianUnit::spec).toList())
                .keySet();
        return inPortions.stream()
                .filter(unit -> !there.contains(unit.spec().key()))
                .flatMap(unit -> unit.portions().stream())
                .toList();
    }
}
