package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.training.TrainingOptions;

/**
 * What the stage `train` makes.
 *
 * @param bases the models that are trained from nothing
 * @param exportTo directory into which every finished model is copied under its own name; empty: none
 */
public record TrainOptions(List<Base> bases, String exportTo) implements Serializable {

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
        return new TrainingOptions(
                block.integer("steps"),
                block.integer("warmup-steps"),
                block.number("learning-rate"),
                block.number("decay-from"),
                block.integer("batch"),
                block.number("result-weight"),
                block.number("weight-decay"),
                block.integer("evaluate-every"),
                block.integer("patience"));
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
