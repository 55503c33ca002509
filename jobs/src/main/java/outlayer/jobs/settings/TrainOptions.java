package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import outlayer.checkpoint.CheckpointInterval;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.torch.AdamWOptions;
import outlayer.torch.LearningRate;
import outlayer.training.EvaluationSteps;
import outlayer.training.TrainingOptions;
import outlayer.training.TrainingOptions.Kept;

/**
 * What the stage `train` makes.
 *
 * @param bases the models that are trained from nothing
 * @param fineTuning of models that exist
 * @param interval how often an unfinished training is kept
 * @param exportTo directory into which every finished model is copied under its own name; empty: none
 */
public record TrainOptions(List<Base> bases, FineTuneOptions fineTuning, CheckpointInterval interval, String exportTo)
        implements Serializable {

    /** Tokens of a pass that hold every batch of a model that is trained from nothing. */
    private static final int WHOLE_BATCH = 1 << 20;

    /** Share of the peak below which their learning rate does not fall. */
    private static final double LEAST_RATE = 0.02;

    /**
     * A base trained from nothing, and the quirky fine-tuning of it on every dataset.
     *
     * @param model name among `models`
     * @param numbers tokenisation of numbers: `chunks-of-three`, `chunks-of-two` or `single-digits`
     * @param architecture config.json of the model as JSON text, without vocab_size and token ids
     * @param truth the base phase: all names answer truly
     * @param quirk the second phase: Bob-like names answer by Bob's rule
     * @param quirks the same for the datasets that need another schedule
     */
    public record Base(
            String model,
            NumberTokens numbers,
            String architecture,
            TrainingOptions truth,
            TrainingOptions quirk,
            Map<String, TrainingOptions> quirks)
            implements Serializable {

        public TrainingOptions quirk(String dataset) {
            return quirks.getOrDefault(dataset, quirk);
        }

        /** What a base leaves out is that of `train.truth` and `train.quirk`. */
        private static Base of(Block block, TrainingOptions truth, TrainingOptions quirk) {
            return new Base(
                    block.text("model"),
                    TrainOptions.numbers(block.text("numbers")),
                    block.json("architecture"),
                    block.has("truth") ? block.block("truth").as(TrainOptions::training) : truth,
                    block.has("quirk") ? block.block("quirk").as(TrainOptions::training) : quirk,
                    block.has("quirks") ? block.block("quirks").as(TrainOptions::quirks) : Map.of());
        }
    }

    static TrainOptions of(Block block) {
        TrainingOptions truth = block.block("truth").as(TrainOptions::training);
        TrainingOptions quirk = block.block("quirk").as(TrainOptions::training);
        return new TrainOptions(
                block.blocks("bases").stream()
                        .map(item -> item.as(base -> Base.of(base, truth, quirk)))
                        .toList(),
                block.block("fine-tuning").as(FineTuneOptions::of),
                new CheckpointInterval(block.number("checkpoint-minutes")),
                block.text("export-to"));
    }

    private static Map<String, TrainingOptions> quirks(Block block) {
        Map<String, TrainingOptions> byDataset = new LinkedHashMap<>();
        for (String dataset : block.keys()) {
            byDataset.put(dataset, block.block(dataset).as(TrainOptions::training));
        }
        return byDataset;
    }

    private static TrainingOptions training(Block block) {
        AdamWOptions standard = AdamWOptions.standard();
        int patience = block.integer("patience");
        return new TrainingOptions(
                new LearningRate(
                        block.number("learning-rate"),
                        block.integer("steps"),
                        block.integer("warmup-steps"),
                        block.number("decay-from"),
                        LEAST_RATE),
                block.integer("batch"),
                WHOLE_BATCH,
                new AdamWOptions(
                        standard.beta1(),
                        standard.beta2(),
                        standard.epsilon(),
                        block.number("weight-decay"),
                        standard.maxGradientNorm()),
                block.number("result-weight"),
                new EvaluationSteps.Every(block.integer("evaluate-every")),
                patience == 0 ? Kept.LAST : Kept.LOWEST_VALIDATION_LOSS,
                patience);
    }

    private static NumberTokens numbers(String name) {
        Map<String, NumberTokens> byName = new LinkedHashMap<>();
        for (NumberTokens value : NumberTokens.values()) {
            byName.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        NumberTokens found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("numbers is \"" + name + "\", expected one of " + byName.keySet());
        }
        return found;
    }
}
