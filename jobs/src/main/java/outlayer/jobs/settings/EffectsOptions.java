package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.quirky.Part;

/**
 * Features of a second visit of the models, on the variants and parts that are extracted. Each is null where it is not wanted.
 *
 * @param batchTokens tokens of one batch, padding included; more must be kept for a backward pass than for reading
 */
public record EffectsOptions(
        @Nullable AttributionOptions attribution,
        @Nullable ProbeShiftOptions probeShift,
        @Nullable ContrastOptions contrast,
        @Nullable RephraseOptions rephrase,
        int batchTokens)
        implements Serializable {

    /** What {@link AttributionOptions} needs the trusted vectors of. */
    public static final String HEADS = "heads";

    /** The logits of {@link ContrastOptions}' probes on the feature activations, one number a layer. */
    public static final String CONTRAST = "contrast";

    /** How much {@link RephraseOptions} moves an answer, one number an example. */
    public static final String REPHRASE = "rephrase";

    /** What the probes of {@link ProbeShiftOptions} are fitted to. */
    public static final String ATTENTION = "attention";

    public EffectsOptions {
        if (batchTokens < 1) {
            throw new IllegalArgumentException("batch-tokens is " + batchTokens + ", expected at least 1");
        }
    }

    static EffectsOptions of(Block block) {
        return new EffectsOptions(
                block.has("attribution") ? block.block("attribution").as(AttributionOptions::ifAny) : null,
                block.has("probe-shift") ? block.block("probe-shift").as(ProbeShiftOptions::ifAny) : null,
                block.has("contrast") ? block.block("contrast").as(ContrastOptions::of) : null,
                block.has("rephrase") ? block.block("rephrase").as(RephraseOptions::of) : null,
                block.integer("batch-tokens"));
    }

    /** Stops where they need vectors that are not read; what is normal comes with the fits where these are of an earlier run. */
    void requireFor(ExtractOptions extract, ScoreOptions score) {
        if (features().isEmpty()) {
            return;
        }
        if (extract.keep() != Keep.VECTORS) {
            throw new IllegalArgumentException("effects need extract.keep = vectors, found "
                    + extract.keep().key());
        }
        if (rephrase != null && !extract.logOdds()) {
            throw new IllegalArgumentException("effects.rephrase needs extract.log-odds = true");
        }
        if (contrast != null) {
            require(extract, FeatureOptions.ACTIVATIONS, Point.RESIDUAL);
        }
        if (score.fits() == null) {
            requireTrusted(extract);
        }
    }

    private void requireTrusted(ExtractOptions extract) {
        if (needsTrusted() && !extract.parts().contains(Part.TRUSTED)) {
            throw new IllegalArgumentException("effects need the part trusted, but extract.parts are "
                    + extract.parts().stream().map(Part::key).toList());
        }
        if (needsHeads()) {
            require(extract, HEADS, Point.HEADS);
        }
        if (probeShift != null) {
            require(extract, ATTENTION, Point.ATTENTION);
        }
    }

    /** Whether trusted means of heads are needed. */
    public boolean needsHeads() {
        return (attribution != null && attribution.needsTrusted()) || (probeShift != null && probeShift.needsTrusted());
    }

    /** Whether trusted heads or probes of trusted attention are needed. */
    public boolean needsTrusted() {
        return needsHeads() || probeShift != null;
    }

    /** Whether gradients are needed. */
    public boolean ofHeads() {
        return attribution != null || probeShift != null;
    }

    private static void require(ExtractOptions extract, String name, Point point) {
        boolean there = extract.features().stream()
                .anyMatch(feature -> feature.name().equals(name)
                        && feature.point() == point
                        && feature.positions() == Positions.LAST);
        if (!there) {
            throw new IllegalArgumentException("effects need extract.features." + name + "; add `" + name
                    + " { point = " + point.key() + " }` there");
        }
    }

    /** All that the stage gives, by name, in the order of its tables. */
    public List<String> features() {
        List<String> names = new ArrayList<>();
        if (attribution != null) {
            names.addAll(attribution.features());
        }
        if (probeShift != null) {
            names.addAll(probeShift.features());
        }
        if (contrast != null) {
            names.add(CONTRAST);
        }
        if (rephrase != null) {
            names.add(REPHRASE);
        }
        return List.copyOf(names);
    }
}
