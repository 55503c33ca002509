package outlayer.jobs.score;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Scores the test part with every detector, shard by shard. */
public final class ScoreJob {

    public static final String STAGE = "score";

    private ScoreJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, ScoreJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        return UnitRunner.run(spark, run, STAGE, Scored.units(run, experiment));
    }
}
