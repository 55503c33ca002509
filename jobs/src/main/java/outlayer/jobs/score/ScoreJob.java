package outlayer.jobs.score;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/**
 * Scores what no fit should have seen, the parts test, calibration and untrusted, with every detector, shard by shard: first layer by
 * layer, then what the layers become together.
 */
public final class ScoreJob {

    public static final String STAGE = "score";

    private ScoreJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, ScoreJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        ScorePlan plan = ScorePlan.of(run, experiment);
        plan.pin(run, experiment);
        StageResult layers = UnitRunner.run(spark, run, STAGE, plan.layers());
        List<AggregateUnit> aggregates = plan.aggregates(run).values().stream()
                .flatMap(groups -> groups.values().stream())
                .flatMap(List::stream)
                .toList();
        return layers.and(UnitRunner.run(spark, run, STAGE, aggregates)).remarking(plan.remarks());
    }
}
