package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.RunDirectory;

/** Runs units of one stage that may read each other's files: in each round those whose inputs are there, until the rest waits for other stages. */
public final class Rounds {

    private Rounds() {}

    /** As {@link UnitRunner} runs units; the result names those that wait. */
    public static StageResult run(
            SparkSession spark, RunDirectory run, String stage, List<? extends DependentUnit> units) {
        return run(spark, run, stage, units, missing -> {});
    }

    /**
     * As above.
     *
     * @param beforehand sees the units of a round that are missing, and may refuse them
     */
    public static StageResult run(
            SparkSession spark,
            RunDirectory run,
            String stage,
            List<? extends DependentUnit> units,
            Consumer<List<DependentUnit>> beforehand) {
        List<DependentUnit> left = new ArrayList<>(units);
        StageResult result = new StageResult(stage, List.of(), 0, 0, 0);
        Ready<DependentUnit> ready = Ready.of(run, left);
        while (!ready.units().isEmpty()) {
            result = result.and(UnitRunner.run(spark, run, stage, ready.units(), beforehand));
            left.removeAll(ready.units());
            ready = Ready.of(run, left);
        }
        return result.remarking(ready.waiting());
    }
}
