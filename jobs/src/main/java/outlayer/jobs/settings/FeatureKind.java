package outlayer.jobs.settings;

import java.util.Set;

/** What the vectors of a feature are like, which decides what detectors make sense of them. */
public enum FeatureKind {
    /** Some numbers, every one of them given. */
    VECTOR,
    /** One number, which is a score by itself. */
    NUMBER,
    /** Very many numbers, most of them 0. */
    SPARSE;

    private static final Set<String> NUMBERS =
            Set.of(FlowSettings.LIKELIHOOD, EffectsOptions.CONTRAST, EffectsOptions.REPHRASE);
    private static final String SAE = "sae";

    /** By the feature's name. */
    public static FeatureKind of(String feature) {
        if (feature.equals(SAE)) {
            return SPARSE;
        }
        return NUMBERS.contains(feature) ? NUMBER : VECTOR;
    }
}
