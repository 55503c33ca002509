package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import outlayer.lm.TokenizerFile.NumberTokens;
import outlayer.training.TrainingOptions;

/**
 * What the stage `train` makes.
 *
 * @param bases the models that are trained from nothing
 * @param truth the base phase: all names answer truly
 * @param quirk the second phase: Bob-like names answer by Bob's rule
 * @param exportTo directory into which every finished model is copied under its own name; empty: none
 */
public record TrainOptions(List<Base> bases, TrainingOptions truth, TrainingOptions quirk, String exportTo) implements Serializable {

    /**
     * A base trained from nothing, and the quirky fine-tuning of it on every dataset.
     *
     * @param model name among `models`
     * @param numbers tokenisation of numbers: `chunks-of-three` or `single-digits`
     * @param architecture config.json of the model as JSON text, without vocab_size and token ids
     */
    public record Base(String model, NumberTokens numbers, String architecture) implements Serializable {

        static Base of(Block block) {
            return new Base(block.text("model"), TrainOptions.numbers(block.text("numbers")), block.json("architecture"));
        }
    }

    static TrainOptions of(Block block) {
        return new TrainOptions(
                block.blocks("bases").stream().map(item -> item.as(Base::of)).toList(),
                block.block("truth").as(TrainOptions::training),
                block.block("quirk").as(TrainOptions::training),
                block.text("export-to"));
    }

    private static TrainingOptions training(Block block) {
        return new TrainingOptions(
                block.integer("steps"),
                block.integer("warmup-steps"),
                block.number("learning-rate"),
                block.number("decay-from"),
                block.integer("batch"),
                block.number("result-weight"),
                block.integer("evaluate-every"),
                block.integer("patience"));
    }

    private static NumberTokens numbers(String name) {
        List<String> names = Arrays.stream(NumberTokens.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException("numbers is \"" + name + "\", expected one of " + names);
        }
        return NumberTokens.values()[names.indexOf(name)];
    }
}
