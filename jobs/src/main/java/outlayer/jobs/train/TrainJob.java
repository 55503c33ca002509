package outlayer.jobs.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.TrainOptions;
import outlayer.jobs.work.SparkApp;
import outlayer.jobs.work.StageResult;
import outlayer.jobs.work.Unit;
import outlayer.jobs.work.UnitRunner;
import outlayer.quirky.ArithmeticOptions;

/**
 * Makes quirky models: of those that exist, and of bases that it trains from nothing first. One task, with one device, trains one
 * model; what a killed run had begun is continued.
 */
public final class TrainJob {

    public static final String STAGE = "train";

    /** Count of a unit's manifest: the step whose weights were kept. */
    public static final String KEPT_STEP = "kept-step";

    private TrainJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, TrainJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        TrainOptions options = experiment.train();
        if (options.bases().isEmpty() && options.fineTuning().models().isEmpty()) {
            throw new IllegalArgumentException("`train.fine-tuning.models` and `train.bases` are empty: there is"
                    + " nothing to train; expected names of `models`, as in conf/experiments/tiny-adapters.conf, or bases"
                    + " as in conf/experiments/tiny-models.conf");
        }
        List<TruthUnit> truths = new ArrayList<>();
        for (TrainOptions.Base base : options.bases()) {
            truths.add(TruthUnit.of(run, experiment, base));
        }
        StageResult truthful = train(spark, run, truths);
        List<Unit> quirks = new ArrayList<>();
        for (int i = 0; i < options.bases().size(); i++) {
            Manifest base = truthful.manifests().get(i);
            for (ArithmeticOptions dataset : experiment.arithmetic()) {
                quirks.add(QuirkUnit.of(run, experiment, options.bases().get(i), base, dataset.dataset()));
            }
        }
        quirks.addAll(FineTuneUnit.all(run, experiment, spark.sparkContext().getConf()));
        StageResult both = truthful.and(train(spark, run, quirks));
        if (!options.exportTo().isEmpty()) {
            ModelExport.copy(run, both.manifests(), options.exportTo());
        }
        return both;
    }

    /** Trains what is not published yet; checkpoints are of no use after that. */
    private static StageResult train(SparkSession spark, RunDirectory run, List<? extends Unit> units)
            throws IOException {
        StageResult trained = UnitRunner.run(spark, run, STAGE, units);
        for (Unit unit : units) {
            RunCheckpoints.of(run, unit.spec(), run.configuration()).remove();
        }
        return trained;
    }
}
