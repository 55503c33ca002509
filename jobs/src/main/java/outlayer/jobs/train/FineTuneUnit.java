package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.jobs.models.ModelPool;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.FineTuneOptions;
import outlayer.jobs.settings.ModelOptions;
import outlayer.jobs.settings.NearestName;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.lm.AdapterTrainer;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.Precision;
import outlayer.lm.Tokenizer;
import outlayer.lm.Trainer;
import outlayer.quirky.ContentHash;
import outlayer.torch.Device;
import outlayer.training.Course;
import outlayer.training.FineTuning;
import outlayer.training.LabelRule;
import outlayer.training.TokenisedExample;
import outlayer.training.TrainingOptions;
import outlayer.training.UndersampledBatches;
import outlayer.training.Validation;

/**
 * A model that exists learns one dataset's quirk, by an adapter or by all its weights.
 *
 * @param device `cpu`, `gpu` (the one that Spark gives to the task) or `gpu:N`
 */
record FineTuneUnit(
        String model,
        String dataset,
        ModelSource base,
        TrainingData data,
        FineTuning recipe,
        PlannedDevice device,
        CheckpointInterval interval,
        long seed)
        implements Unit {

    private static final int LOGIC = 2;

    /** One for each model that is asked for and each dataset, in the order of models, so that tasks of one executor share a base. */
    static List<FineTuneUnit> all(RunDirectory run, Experiment experiment, SparkConf spark) throws IOException {
        FineTuneOptions options = experiment.train().fineTuning();
        Map<String, ModelOptions> models =
                experiment.models().stream().collect(Collectors.toMap(ModelOptions::name, Function.identity()));
        PlannedDevice device = PlannedDevice.of(options.device(), spark);
        List<FineTuneUnit> units = new ArrayList<>();
        if (options.models().isEmpty()) {
            return units;
        }
        TrainingData data = TrainingData.of(run, experiment);
        for (String name : options.models()) {
            ModelOptions model = models.get(name);
            if (model == null) {
                throw new IllegalArgumentException("`train.fine-tuning.models` names " + name + ", which is not among"
                        + " `models`; " + NearestName.suggestion(name, models.keySet()));
            }
            for (String dataset : experiment.labelled()) {
                units.add(new FineTuneUnit(
                        name,
                        dataset,
                        source(run, model, options.on(dataset), experiment),
                        data.only(dataset),
                        options.on(dataset),
                        device,
                        experiment.train().interval(),
                        experiment.run().seed()));
            }
        }
        return units;
    }

    /** All weights are trained in float32, whatever the model runs in. */
    private static ModelSource source(RunDirectory run, ModelOptions model, FineTuning recipe, Experiment experiment)
            throws IOException {
        boolean full = recipe.weights() instanceof FineTuning.Full;
        ModelOptions opened =
                full ? new ModelOptions(model.name(), model.path(), model.quirky(), Precision.FLOAT32) : model;
        return ModelSource.of(opened, ExtractOptions.BASE, "", experiment.executor(), run.configuration());
    }

    /** Whatever changes a number; of several GPUs it may be any. */
    @Override
    public UnitSpec spec() {
        return data.asInputsOf(UnitSpec.of(TrainJob.STAGE, LOGIC)
                .label("model", model)
                .label("dataset", dataset)
                .label("variant", "quirky")
                .setting("weights", base.fingerprint())
                .setting("precision", base.precision().key())
                .setting("device", device.kind())
                .setting("recipe", recipe.toString())
                .setting("seed", Long.toString(seed)));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        Device on = device.onTask(TaskContext.get());
        long key = ContentHash.of(Long.toString(seed), model, dataset);
        try (ModelPool.Loan loan = ModelPool.JVM.borrow(base, on, run.configuration());
                Scratch scratch = Scratch.create(model + "-" + dataset)) {
            int maxTokens = Math.min(recipe.maxTokens(), loan.config().maxTokens());
            Tokenizer tokenizer = loan.tokenizer();
            List<TokenisedExample> train = data.trainingSets(LabelRule.OWN, tokenizer, maxTokens).stream()
                    .flatMap(List::stream)
                    .toList();
            List<TokenisedExample> validation = data.validationSet(LabelRule.OWN, tokenizer, maxTokens);
            UndersampledBatches batches = recipe.batches(train, key);
            TrainingOptions options = recipe.training(batches);
            Course course = new Course(batches, new Validation(validation));
            TrainingTask task = new TrainingTask(model + "-" + dataset, run, writer, interval);
            try (Trainer trainer = trainer(loan, on, options)) {
                Findings findings =
                        task.run(trainer, course, options, recipe.states(), beside(run, scratch.directory()));
                long truncated = Stream.concat(train.stream(), validation.stream())
                        .filter(TokenisedExample::truncated)
                        .count();
                return TrainingTask.withTruncated(findings, spec().toString(), truncated, maxTokens);
            }
        }
    }

    private Trainer trainer(ModelPool.Loan loan, Device on, TrainingOptions options) throws IOException {
        if (recipe.weights() instanceof FineTuning.Adapter adapter) {
            long start = ContentHash.of(Long.toString(seed), model, dataset, "adapter");
            return AdapterTrainer.over(loan.base(), adapter.config(model), start, options.trainer());
        }
        return DecoderTrainer.from(loan.base(), on, options.trainer());
    }

    /** An adapter's tokenizer is its base's; a whole model has its own. */
    private List<Path> beside(RunDirectory run, Path scratch) throws IOException {
        return recipe.weights() instanceof FineTuning.Full
                ? ModelFiles.tokenizer(base.base(), scratch, run.configuration())
                : List.of();
    }
}
