package outlayer.jobs.datasets;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.GeneratedOptions;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.UnitRunner;

/**
 * Makes the experiment's datasets, a unit each: small generated ones in one task, all others by Spark jobs of their own. Then a unit for
 * each dataset and tokenizer, where models are there, measures the prompts.
 */
public final class DatasetsJob {

    public static final String STAGE = "datasets";

    /** More questions than that are sorted by Spark. */
    private static final int MOST_IN_ONE_TASK = 200_000;

    private DatasetsJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, DatasetsJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) {
        List<DatasetUnit> inOneTask = new ArrayList<>();
        List<DatasetPlan> others = new ArrayList<>();
        List<DatasetPlan> plans = plans(run, experiment);
        for (DatasetPlan plan : plans) {
            if (plan.options() instanceof GeneratedOptions generated
                    && generated.rule().questions() <= MOST_IN_ONE_TASK) {
                inOneTask.add(new DatasetUnit(plan, generated));
            } else {
                others.add(plan);
            }
        }
        StageResult small = UnitRunner.run(spark, run, STAGE, inOneTask);
        StageResult made = others.isEmpty() ? small : small.and(DatasetBuilds.run(spark, run, others));
        List<TokensUnit> tokens = TokensUnit.all(run, experiment, plans);
        return tokens.isEmpty() ? made : made.and(UnitRunner.run(spark, run, STAGE, tokens));
    }

    /** What the experiment asks for, in its order. */
    static List<DatasetPlan> plans(RunDirectory run, Experiment experiment) {
        return experiment.datasets().stream()
                .map(dataset -> DatasetPlan.of(dataset, experiment, run.configuration()))
                .toList();
    }
}
