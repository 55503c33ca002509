package outlayer.jobs.train;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.checkpoint.ModelConfig;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.TrainOptions;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.lm.DecoderTrainer;
import outlayer.lm.TokenizerFile;
import outlayer.quirky.ArithmeticOptions;
import outlayer.quirky.ContentHash;
import outlayer.quirky.TemplateSet;
import outlayer.training.LabelRule;
import outlayer.training.TrainingOptions;

/** The base phase: one model from nothing, on all datasets at once, every name answering truly. */
record TruthUnit(
        TrainOptions.Base base,
        TrainingOptions options,
        String templates,
        List<ArithmeticOptions> datasets,
        TrainingData data,
        CheckpointInterval interval,
        long seed)
        implements Unit {

    private static final int LOGIC = 2;

    static TruthUnit of(RunDirectory run, Experiment experiment, TrainOptions.Base base) {
        return new TruthUnit(
                base,
                base.truth(),
                experiment.templates(),
                experiment.arithmetic(),
                TrainingData.of(run, experiment),
                experiment.train().interval(),
                experiment.run().seed());
    }

    @Override
    public UnitSpec spec() {
        return data.asInputsOf(UnitSpec.of(TrainJob.STAGE, LOGIC)
                .label("model", base.model())
                .label("variant", "base")
                .setting("architecture", base.architecture())
                .setting("numbers", base.numbers().name())
                .setting("training", options.toString())
                .setting("seed", Long.toString(seed)));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        try (Scratch scratch = Scratch.create(base.model())) {
            Path directory = scratch.directory();
            TokenizerFile tokenizer = TokenizerFile.of(TemplateSet.named(templates), datasets, base.numbers());
            tokenizer.write(directory);
            long key = ContentHash.of(Long.toString(seed), base.model());
            try (DecoderTrainer trainer = DecoderTrainer.random(config(tokenizer, directory), key, options.trainer())) {
                TrainingTask task = new TrainingTask(base.model(), run, writer, interval);
                return new WholeModelTraining(data, options, key).run(task, trainer, LabelRule.TRUTH, directory);
            }
        }
    }

    private ModelConfig config(TokenizerFile tokenizer, Path directory) {
        JsonObject json = JsonParser.parseString(base.architecture()).getAsJsonObject();
        json.addProperty("vocab_size", tokenizer.tokens().size());
        json.addProperty("bos_token_id", tokenizer.tokens().indexOf(TokenizerFile.BEGIN));
        return ModelConfig.of(json, "train.bases, model " + base.model() + " (" + directory + ")");
    }
}
