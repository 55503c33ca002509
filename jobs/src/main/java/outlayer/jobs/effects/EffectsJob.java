package outlayer.jobs.effects;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.work.DependentUnit;
import outlayer.jobs.work.QuarantineLimit;
import outlayer.jobs.work.Rounds;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;

/** Visits the models again: first what is normal of heads and what probes see, then every shard. */
public final class EffectsJob {

    public static final String STAGE = "effects";

    private EffectsJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, EffectsJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        if (experiment.effects().features().isEmpty()) {
            return new StageResult(STAGE, List.of(), 0, 0, 0);
        }
        PlannedEffects planned = PlannedEffects.of(Extracted.of(run, experiment), experiment, run.configuration());
        List<DependentUnit> units = planned.units();
        StageResult result = Rounds.run(
                spark,
                run,
                STAGE,
                units,
                missing -> EffectsEstimate.of(missing)
                        .requireWithin(experiment.extract().caps()));
        return new QuarantineLimit(experiment.extract().maxQuarantine()).require(result);
    }

    /** What the effects of a shard were made with, trusted heads and probes: the inputs that follow the shard. None of other units. */
    public static List<String> madeWith(UnitSpec unit) {
        return EffectsUnit.KIND.equals(unit.labels().get("kind"))
                ? unit.inputs().subList(1, unit.inputs().size())
                : List.of();
    }

    /** Of a unit of one group. */
    static UnitSpec spec(int logic, Readings.Group group, String kind) {
        return group.label(UnitSpec.of(STAGE, logic)).label("kind", kind);
    }
}
