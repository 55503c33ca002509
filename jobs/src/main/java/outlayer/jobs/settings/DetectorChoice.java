package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Method;
import outlayer.detector.SparseMethod;

/**
 * One detector, and what it is fitted to.
 *
 * @param features by name; null: every one that it applies to
 */
public record DetectorChoice(Method method, @Nullable List<String> features) implements Serializable {

    /** The prior that flows are trained towards means nothing for other vectors. */
    private static final String OF_LATENTS = "laplace";

    private static final String OF_NUMBERS = "value";

    public DetectorChoice {
        if (features != null) {
            for (String feature : features) {
                boolean sparse = FeatureKind.of(feature) == FeatureKind.SPARSE;
                if (sparse != method instanceof SparseMethod) {
                    throw new IllegalArgumentException("features names " + feature + ", whose vectors are "
                            + (sparse
                                    ? "sparse; " + method.name() + " needs all numbers"
                                    : "not sparse; " + method.name() + " needs latents of a sparse autoencoder")
                            + "; leave it out");
                }
            }
        }
    }

    /** Whether it is fitted to that feature. */
    public boolean isOn(String feature) {
        if (features != null) {
            return features.contains(feature);
        }
        FeatureKind kind = FeatureKind.of(feature);
        return switch (method.name()) {
            case OF_LATENTS -> feature.equals(FlowSettings.LATENTS);
            case OF_NUMBERS -> kind == FeatureKind.NUMBER;
            default -> kind == (method instanceof SparseMethod ? FeatureKind.SPARSE : FeatureKind.VECTOR);
        };
    }
}
