package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import outlayer.lm.Positions;
import outlayer.quirky.Part;

/**
 * What the model is run on, how, and what is kept of it.
 *
 * @param variants of each model: `base`, `quirky`, `step-N`
 * @param parts of each dataset that are read
 * @param features whose vectors are read
 * @param logOdds whether the answers are asked for; where not, no block above the highest layer of the features runs
 * @param storage how numbers of vectors are stored: `float32` or `bfloat16`
 * @param batchTokens tokens of one batch, padding included; at least one prompt is always taken
 * @param device `auto`, `cpu`, `gpu` (the address that Spark gives to the task) or `gpu:N`
 * @param maxQuarantine share of a unit's examples that may fail before the stage stops
 */
public record ExtractOptions(
        List<String> variants,
        List<Part> parts,
        List<FeatureOptions> features,
        boolean logOdds,
        Keep keep,
        StatisticsOptions statistics,
        String storage,
        int batchTokens,
        String device,
        double maxQuarantine,
        CapOptions caps)
        implements Serializable {

    public static final String BASE = "base";
    public static final String QUIRKY = "quirky";

    private static final List<String> STORAGES = List.of("float32", "bfloat16");
    /** Stages that need what this one keeps. */
    private static final List<String> FITTED = List.of("fit", "score", "evaluate", "flag", "report");

    private static final List<String> SCORED = List.of("score", "evaluate", "flag", "report");
    private static final List<Part> WITH_SCORES = List.of(Part.TEST, Part.CALIBRATION, Part.UNTRUSTED);

    private static final List<String> JUDGED = List.of("evaluate", "report");

    public ExtractOptions {
        for (String variant : variants) {
            if (!ModelOptions.isVariant(variant)) {
                throw new IllegalArgumentException("unknown variant `" + variant + "`; "
                        + NearestName.suggestion(variant, List.of(BASE, QUIRKY, "step-N")));
            }
        }
        requireSome("variants", variants);
        requireSome("parts", parts);
        if (features.isEmpty() && !logOdds) {
            throw new IllegalArgumentException("features is empty and log-odds = false: there is nothing to read");
        }
        if (!STORAGES.contains(storage)) {
            throw new IllegalArgumentException(
                    "storage is \"" + storage + "\"; " + NearestName.suggestion(storage, STORAGES));
        }
        if (batchTokens < 1) {
            throw new IllegalArgumentException("batch-tokens is " + batchTokens + ", expected at least 1");
        }
        DeviceSetting.require(device);
        if (!(maxQuarantine >= 0 && maxQuarantine <= 1)) {
            throw new IllegalArgumentException("max-quarantine is " + maxQuarantine + ", expected a share from 0 to 1");
        }
    }

    static ExtractOptions of(Block block) {
        return new ExtractOptions(
                block.texts("variants"),
                block.texts("parts").stream().map(Part::named).toList(),
                block.block("features").as(ExtractOptions::features),
                block.flag("log-odds"),
                Choice.of("keep", block.text("keep"), Keep.values(), Keep::key),
                block.block("statistics").as(StatisticsOptions::of),
                block.text("storage"),
                block.integer("batch-tokens"),
                block.text("device"),
                block.number("max-quarantine"),
                CapOptions.of(block));
    }

    /** Stops where one of the stages needs what these settings do not keep. */
    void requireFor(List<String> stages, ScoreOptions score) {
        List<String> fitted = FITTED.stream().filter(stages::contains).toList();
        if (fitted.isEmpty()) {
            return;
        }
        String why = "run.stages has " + String.join(", ", fitted) + ", which need ";
        String instead = "; mend that, or set run.stages = [datasets, extract]";
        if (keep != Keep.VECTORS) {
            throw new IllegalArgumentException(
                    why + "vectors, but extract.keep = " + keep.key() + " keeps none" + instead);
        }
        if (features.stream().noneMatch(feature -> feature.name().equals(FeatureOptions.ACTIVATIONS))) {
            throw new IllegalArgumentException(why + "the feature activations, but extract.features has only "
                    + features.stream().map(FeatureOptions::name).toList() + instead);
        }
        List<Part> needed = needed(stages, score);
        if (!parts.containsAll(needed)) {
            throw new IllegalArgumentException(
                    why + "the parts " + keys(needed) + ", but extract.parts are " + keys(parts) + instead);
        }
        if (!logOdds && stages.stream().anyMatch(JUDGED::contains)) {
            throw new IllegalArgumentException(why + "the models' answers, but extract.log-odds = false" + instead);
        }
    }

    /** Trusted vectors to fit; labels to judge by, or at least something to score. */
    private List<Part> needed(List<String> stages, ScoreOptions score) {
        List<Part> needed = new ArrayList<>();
        if (score.needFits(stages)) {
            needed.add(Part.TRUSTED);
        }
        boolean judged = stages.stream().anyMatch(JUDGED::contains);
        boolean scored = stages.stream().anyMatch(SCORED::contains);
        if (judged || (scored && Collections.disjoint(parts, WITH_SCORES))) {
            needed.add(Part.TEST);
        }
        return needed;
    }

    /** Stops where nothing would be read of prompts without labels: they have few parts, and no fine-tuning of their own. */
    void requireReading(PromptOptions prompts) {
        String where = "Dataset " + prompts.name() + " is prompts without labels, ";
        if (Collections.disjoint(parts, prompts.parts())) {
            throw new IllegalArgumentException(where + "all in " + keys(prompts.parts()) + ", but extract.parts are "
                    + keys(parts) + "; add the part, or leave the dataset out");
        }
        if (!variants.contains(BASE)) {
            throw new IllegalArgumentException(where + "which the variant base alone reads, but extract.variants are "
                    + variants + "; add base, or leave the dataset out");
        }
    }

    private static List<String> keys(List<Part> parts) {
        return parts.stream().map(Part::key).toList();
    }

    /** What flows are trained on: nothing but one feature of the base. */
    public ExtractOptions ofFlows(FeatureOptions feature, Part part) {
        return new ExtractOptions(
                List.of(BASE),
                List.of(part),
                List.of(feature),
                false,
                Keep.VECTORS,
                statistics,
                storage,
                batchTokens,
                device,
                maxQuarantine,
                caps);
    }

    /** Names of those that have one vector for each example. */
    public List<String> names() {
        return features.stream()
                .filter(feature -> feature.positions() == Positions.LAST)
                .map(FeatureOptions::name)
                .toList();
    }

    private static List<FeatureOptions> features(Block block) {
        List<FeatureOptions> features = new ArrayList<>();
        for (String name : block.keys()) {
            // A feature that is null is one of the defaults that is not wanted.
            if (block.has(name)) {
                features.add(block.block(name).as(feature -> FeatureOptions.of(name, feature)));
            }
        }
        return List.copyOf(features);
    }

    private static void requireSome(String what, List<?> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty, expected at least one");
        }
    }
}
