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
import outlayer.jobs.work.UnitRunner;
import outlayer.quirky.ArithmeticOptions;

/** Trains the experiment's bases, then a quirky model for each base and dataset. One thread trains one model. */
public final class TrainJob {

    public static final String STAGE = "train";

    private TrainJob() {}

    public static void main(String[] args) throws IOException {
        SparkApp.launch(STAGE, args, TrainJob::run);
    }

    public static StageResult run(SparkSession spark, RunDirectory run, Experiment experiment) throws IOException {
        TrainOptions options = experiment.train();
        if (options.bases().isEmpty()) {
            throw new IllegalArgumentException("`train.bases` is empty: there is nothing to train; expected bases as in"
                    + " conf/experiments/tiny-models.conf");
        }
        List<TruthUnit> truths = new ArrayList<>();
        for (TrainOptions.Base base : options.bases()) {
            truths.add(TruthUnit.of(run, experiment, base));
        }
        StageResult truthful = UnitRunner.run(spark, run, STAGE, truths);
        List<QuirkUnit> quirks = new ArrayList<>();
        for (int i = 0; i < options.bases().size(); i++) {
            Manifest base = truthful.manifests().get(i);
            for (ArithmeticOptions dataset : experiment.datasets()) {
                quirks.add(QuirkUnit.of(run, experiment, options.bases().get(i), base, dataset.dataset()));
            }
        }
        StageResult quirky = UnitRunner.run(spark, run, STAGE, quirks);
        StageResult both = truthful.and(quirky);
        if (!options.exportTo().isEmpty()) {
            ModelExport.copy(run, both.manifests(), options.exportTo());
        }
        return both;
    }
}
