package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.checkpoint.Projection;
import outlayer.torch.AdamWOptions;
import outlayer.training.EvaluationSteps;
import outlayer.training.FineTuning;
import outlayer.training.FineTuning.Adapter;
import outlayer.training.FineTuning.Full;
import outlayer.training.FineTuning.Weights;
import outlayer.training.Keeping;

/**
 * Which models that exist are made quirky, and how.
 *
 * @param models names among `models`; each is fine-tuned on every dataset
 * @param device `auto`, `cpu`, `gpu` (the address that Spark gives to the task) or `gpu:N`
 * @param recipe of every dataset that has none of its own
 * @param recipes by dataset
 * @param epochFactors how many times the recipe's epochs a dataset takes that has no recipe of its own
 */
public record FineTuneOptions(
        List<String> models,
        String device,
        FineTuning recipe,
        Map<String, FineTuning> recipes,
        Map<String, Double> epochFactors)
        implements Serializable {

    private static final List<String> MODES = List.of("lora", "full");
    private static final List<String> PROJECTIONS =
            Arrays.stream(Projection.values()).map(Projection::shortName).toList();

    public FineTuneOptions {
        DeviceSetting.require(device);
    }

    static FineTuneOptions of(Block block) {
        return new FineTuneOptions(
                block.texts("models"),
                block.text("device"),
                block.block("recipe").as(FineTuneOptions::recipe),
                block.block("recipes").as(FineTuneOptions::recipes),
                block.block("epoch-factors").as(FineTuneOptions::factors));
    }

    /** How a model is fine-tuned on that dataset. */
    public FineTuning on(String dataset) {
        FineTuning own = recipes.get(dataset);
        return own == null ? recipe.timesEpochs(epochFactors.getOrDefault(dataset, 1.0)) : own;
    }

    private static FineTuning recipe(Block block) {
        return new FineTuning(
                weights(block),
                block.number("learning-rate"),
                block.number("warmup-share"),
                new AdamWOptions(
                        block.number("beta1"),
                        block.number("beta2"),
                        block.number("epsilon"),
                        block.number("weight-decay"),
                        block.number("max-gradient-norm")),
                block.number("epochs"),
                block.integer("steps"),
                block.integer("batch"),
                block.integer("pass-tokens"),
                block.integer("max-tokens"),
                EvaluationSteps.named(block.text("evaluations")),
                block.integer("patience"),
                block.flag("keep-checkpoints") ? Keeping.States.ALL : Keeping.States.CHOSEN);
    }

    private static Weights weights(Block block) {
        Adapter adapter = block.block("lora")
                .as(lora -> new Adapter(
                        lora.integer("rank"),
                        lora.number("alpha"),
                        lora.texts("projections").stream()
                                .map(FineTuneOptions::projection)
                                .toList()));
        String mode = block.text("mode");
        if (!MODES.contains(mode)) {
            throw new IllegalArgumentException("mode is \"" + mode + "\"; " + NearestName.suggestion(mode, MODES));
        }
        return mode.equals("lora") ? adapter : new Full();
    }

    private static Projection projection(String name) {
        return Arrays.stream(Projection.values())
                .filter(projection -> projection.shortName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown projection `" + name + "`; " + NearestName.suggestion(name, PROJECTIONS)));
    }

    private static Map<String, FineTuning> recipes(Block block) {
        Map<String, FineTuning> byDataset = new LinkedHashMap<>();
        for (String dataset : block.keys()) {
            byDataset.put(dataset, block.block(dataset).as(FineTuneOptions::recipe));
        }
        return byDataset;
    }

    private static Map<String, Double> factors(Block block) {
        Map<String, Double> byDataset = new LinkedHashMap<>();
        for (String dataset : block.keys()) {
            byDataset.put(dataset, block.number(dataset));
        }
        return byDataset;
    }
}
