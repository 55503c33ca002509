package outlayer.jobs.evaluate;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/** Judges every detector on the test part, and says how quirky each model is and how far its centroids are apart. */
public final class EvaluateJob {

    public static final String STAGE = "evaluate";

    private EvaluateJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, EvaluateJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        return UnitRunner.run(spark, run, STAGE, Judged.planned(run, experiment));
    }
}
