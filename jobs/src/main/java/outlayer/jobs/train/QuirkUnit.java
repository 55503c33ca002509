package outlayer.jobs.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.TrainOptions;
import outlayer.jobs.work.Findings;
import outlayer.jobs.work.Unit;
import outlayer.lm.DecoderTrainer;
import outlayer.quirky.ContentHash;
import outlayer.torch.Device;
import outlayer.training.LabelRule;
import outlayer.training.TrainingOptions;

/** The quirk phase: a truthful base learns one dataset on which Bob-like names answer by Bob's rule. */
record QuirkUnit(
        String model,
        String dataset,
        String baseKey,
        List<RunFile> baseFiles,
        TrainingData data,
        TrainingOptions options,
        CheckpointInterval interval,
        long seed)
        implements Unit {

    private static final int LOGIC = 2;

    static QuirkUnit of(
            RunDirectory run, Experiment experiment, TrainOptions.Base options, Manifest base, String dataset) {
        return new QuirkUnit(
                options.model(),
                dataset,
                base.key(),
                ModelFiles.model(run, base),
                TrainingData.of(run, experiment).only(dataset),
                options.quirk(dataset),
                experiment.train().interval(),
                experiment.run().seed());
    }

    @Override
    public UnitSpec spec() {
        return data.asInputsOf(UnitSpec.of(TrainJob.STAGE, LOGIC)
                .label("model", model)
                .label("dataset", dataset)
                .label("variant", "quirky")
                .setting("training", options.toString())
                .setting("seed", Long.toString(seed))
                .input(baseKey));
    }

    @Override
    public Findings compute(RunDirectory run, UnitWriter writer) throws IOException {
        String name = model + "-" + dataset;
        try (Scratch base = Scratch.create(name)) {
            Path directory = base.directory();
            ModelFiles.copy(baseFiles, directory);
            try (DecoderTrainer trainer = DecoderTrainer.from(directory, Device.CPU, options.trainer())) {
                long key = ContentHash.of(Long.toString(seed), model, dataset);
                TrainingTask task = new TrainingTask(name, run, writer, interval);
                return new WholeModelTraining(data, options, key).run(task, trainer, LabelRule.OWN, directory);
            }
        }
    }
}
