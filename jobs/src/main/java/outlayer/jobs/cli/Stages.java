package outlayer.jobs.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import outlayer.jobs.datasets.DatasetsJob;
import outlayer.jobs.derive.DeriveJob;
import outlayer.jobs.effects.EffectsJob;
import outlayer.jobs.evaluate.EvaluateJob;
import outlayer.jobs.extract.ExtractJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.flag.FlagJob;
import outlayer.jobs.flow.FlowJob;
import outlayer.jobs.report.ReportJob;
import outlayer.jobs.score.ScoreJob;
import outlayer.jobs.train.TrainJob;
import outlayer.jobs.work.Stage;

/** The stages by name, in the order in which they can run. */
@SuppressWarnings("ImmutableEnumChecker") // the bodies are method references without state
enum Stages {
    DATASETS(DatasetsJob.STAGE, "generate the quirky datasets", DatasetsJob::run),
    TRAIN(TrainJob.STAGE, "train bases from nothing and quirky models from bases", TrainJob::run),
    EXTRACT(ExtractJob.STAGE, "run the models: answers, and activations of every layer", ExtractJob::run),
    FLOW(FlowJob.STAGE, "train normalising flows on what the bases hold", FlowJob::run),
    EFFECTS(EffectsJob.STAGE, "visit the models again: effects of heads, probes, second prompts", EffectsJob::run),
    DERIVE(DeriveJob.STAGE, "compute features from others: flow latents, merged ones", DeriveJob::run),
    FIT(FitJob.STAGE, "fit what is normal to trusted vectors", FitJob::run),
    SCORE(ScoreJob.STAGE, "give every example that no fit saw its anomaly scores", ScoreJob::run),
    EVALUATE(EvaluateJob.STAGE, "ROC AUC, quirkiness, separation, comparisons", EvaluateJob::run),
    FLAG(FlagJob.STAGE, "flag what is too strange to be normal, and say what drifts", FlagJob::run),
    REPORT(ReportJob.STAGE, "write the page, the figures and the CSV files", ReportJob::run);

    private final String key;
    private final String description;
    private final Stage body;

    Stages(String key, String description, Stage body) {
        this.key = key;
        this.description = description;
        this.body = body;
    }

    String key() {
        return key;
    }

    String description() {
        return description;
    }

    Stage body() {
        return body;
    }

    static Stages named(String key) {
        Map<String, Stages> byKey = new LinkedHashMap<>();
        for (Stages stage : values()) {
            byKey.put(stage.key, stage);
        }
        return Objects.requireNonNull(byKey.get(key), () -> "Settings let only known stages through, found " + key);
    }
}
