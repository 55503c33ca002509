package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Aggregation;
import outlayer.detector.Mode;
import outlayer.evaluate.ScoreKey;
import outlayer.flag.DriftLimits;
import outlayer.flag.FlagRule;
import outlayer.quirky.Part;

/**
 * What is flagged, and by which scores.
 *
 * @param features whose scores flag, ensembles included; null: all
 * @param detectors by name; null: all that are online
 * @param aggregation of layers' scores
 * @param drift from where on new traffic is said to have drifted
 */
public record FlagOptions(
        FlagRule rule,
        @Nullable List<String> features,
        @Nullable List<String> detectors,
        Aggregation aggregation,
        DriftLimits drift)
        implements Serializable {

    private static final String STAGE = "flag";

    static FlagOptions of(Block block) {
        double rate = block.number("rate");
        return new FlagOptions(
                block.has("false-positive-budget")
                        ? new FlagRule.FalsePositiveBudget(block.number("false-positive-budget"))
                        : new FlagRule.FalseDiscoveryRate(rate),
                named(block, "features"),
                named(block, "detectors"),
                Choice.of("aggregation", block.text("aggregation"), Aggregation.values(), Aggregation::key),
                block.block("drift").as(FlagOptions::limits));
    }

    private static DriftLimits limits(Block block) {
        return new DriftLimits(block.number("mean-shift"), block.number("variance-ratio"), block.number("auc"));
    }

    private static @Nullable List<String> named(Block block, String key) {
        if (block.isList(key)) {
            return block.texts(key);
        }
        String text = block.text(key);
        if (!text.equals("all")) {
            throw new IllegalArgumentException(key + " is \"" + text + "\", expected `all` or a list of names");
        }
        return null;
    }

    /** Whether examples are flagged by that score: what its detector says over layers, or of all at once. */
    public boolean flagsBy(ScoreKey key) {
        return isOf(key)
                && !key.isLayer()
                && (key.aggregation().isEmpty() || key.aggregation().equals(aggregation.key()));
    }

    /** Whether the score, of a layer or over layers, is of a feature and by a detector that flag. */
    public boolean isOf(ScoreKey key) {
        return (features == null || features.contains(key.feature()))
                && (detectors == null ? key.mode().equals(Mode.ONLINE.key()) : detectors.contains(key.detector()));
    }

    /**
     * Stops where the stage would have nothing to flag, or nothing to flag it by.
     *
     * @param all features that there are
     */
    void requireFor(
            List<String> stages, List<Part> extracted, List<String> all, DetectorOptions options, ScoreOptions score) {
        if (!stages.contains(STAGE)) {
            return;
        }
        if ((score.fits() == null && !extracted.contains(Part.CALIBRATION))
                || !(extracted.contains(Part.TEST) || extracted.contains(Part.UNTRUSTED))) {
            throw new IllegalArgumentException("run.stages has flag, which needs the part calibration, and test or"
                    + " untrusted, but extract.parts are "
                    + extracted.stream().map(Part::key).toList() + "; add them there, or leave the stage out");
        }
        if (!options.aggregations().contains(aggregation)) {
            throw new IllegalArgumentException("flag.aggregation is " + aggregation.key()
                    + ", but detectors.aggregations has only "
                    + options.aggregations().stream().map(Aggregation::key).toList() + "; add it there");
        }
        List<String> scored = new ArrayList<>(all);
        scored.addAll(options.ensembles().keySet());
        requireKnown("features", features, "the features and ensembles", scored);
        List<String> known = options.choices().stream()
                .map(choice -> choice.method().name())
                .distinct()
                .toList();
        requireKnown("detectors", detectors, "`detectors`", known);
    }

    private static void requireKnown(String key, @Nullable List<String> named, String among, List<String> known) {
        for (String name : named == null ? List.<String>of() : named) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("flag." + key + " names " + name + ", which is not among " + among
                        + "; " + NearestName.suggestion(name, known));
            }
        }
    }
}
