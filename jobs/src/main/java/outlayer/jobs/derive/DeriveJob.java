package outlayer.jobs.derive;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.QuarantineLimit;
import outlayer.jobs.work.Rounds;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;

/** Computes features from those that are there: flow latents, merged and concatenated ones. */
public final class DeriveJob {

    public static final String STAGE = "derive";

    private DeriveJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, DeriveJob::run);
    }

    /** In rounds, since a derived feature may be made of another. */
    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        StageResult result = Rounds.run(
                spark, run, STAGE, PlannedFeatures.of(run, experiment).units());
        return new QuarantineLimit(experiment.extract().maxQuarantine()).require(result);
    }

    /** Of a unit that makes a feature of one shard. */
    static UnitSpec spec(int logic, PlannedReading of, String feature) {
        return of.group()
                .label(UnitSpec.of(STAGE, logic))
                .label("part", of.shard().part().key())
                .label("shard", Integer.toString(of.shard().index()))
                .label("feature", feature);
    }
}
