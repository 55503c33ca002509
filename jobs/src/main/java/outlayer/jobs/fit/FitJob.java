package outlayer.jobs.fit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.run.NotPublishedException;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.statistics.GaussianUnit;
import outlayer.jobs.statistics.Gaussians;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/**
 * Fits what is normal to trusted vectors: first the Gaussian of every layer of every feature, then every detector that needs more than
 * that. Features whose vectors are not there yet wait for a later call.
 */
public final class FitJob {

    public static final String STAGE = Gaussians.STAGE;

    /** Setting of a unit whose parameters a class of the user's fitted: its name. */
    public static final String OWN_CLASS = "class";

    private static final Logger LOG = LoggerFactory.getLogger(FitJob.class);

    private FitJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, FitJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        List<FeaturePlan> plans = plans(run, experiment);
        List<GaussianUnit> gaussians =
                plans.stream().flatMap(plan -> plan.gaussians().stream()).toList();
        StageResult result = Gaussians.run(spark, run, gaussians);
        List<MethodUnit> methods =
                plans.stream().flatMap(plan -> plan.units(run).stream()).toList();
        if (!methods.isEmpty()) {
            result = result.and(UnitRunner.run(spark, run, STAGE, methods));
        }
        return result.remarking(plans.stream()
                .flatMap(plan -> plan.remarks().stream())
                .distinct()
                .toList());
    }

    /** Of the features whose vectors are there, of which there must be one. */
    private static List<FeaturePlan> plans(RunDirectory run, Experiment experiment) throws IOException {
        List<FeaturePlan> plans = new ArrayList<>();
        @Nullable NotPublishedException first = null;
        FeatureReadings vectors = FeatureReadings.of(run, experiment);
        for (String feature : experiment.features()) {
            try {
                plans.addAll(FeaturePlan.of(vectors, experiment, feature));
            } catch (NotPublishedException e) {
                LOG.info("{}: feature {} waits for the stage {}", STAGE, feature, e.stage());
                first = first == null ? e : first;
            }
        }
        if (plans.isEmpty() && first != null) {
            throw first;
        }
        return plans;
    }
}
