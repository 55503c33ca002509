package outlayer.report;

import java.util.List;

/**
 * What the published tables call one of our methods.
 *
 * @param features in the published tables
 * @param score in the published tables
 * @param feature ours
 * @param detector ours
 * @param differs how ours differs by its definition; empty where it does not
 */
record PublishedMethod(String features, String score, String feature, String detector, String differs) {

    private static final String NOT_BATCHED = "theirs is the form that depends on its batch";

    private static final List<PublishedMethod> ALL = List.of(
            new PublishedMethod("activations", "mahalanobis", "activations", "mahalanobis", ""),
            new PublishedMethod("activations", "lof", "activations", "lof", NOT_BATCHED),
            new PublishedMethod("activations", "lof", "activations", "lof-batch", ""),
            new PublishedMethod("activations", "isoforest", "activations", "isolation-forest", ""),
            new PublishedMethod("activations", "que", "activations", "quantum-entropy", ""),
            new PublishedMethod("activations", "likelihood", "activations", "likelihood-ratio", ""),
            new PublishedMethod("activations", "em", "activations", "gaussian-mixture", ""),
            new PublishedMethod("attribution", "mahalanobis mean", "attribution", "mahalanobis", ""),
            new PublishedMethod("attribution", "lof mean", "attribution", "lof", NOT_BATCHED),
            new PublishedMethod("attribution", "lof mean", "attribution", "lof-batch", ""),
            new PublishedMethod("attribution", "isoforest mean", "attribution", "isolation-forest", ""),
            new PublishedMethod("attribution", "que mean", "attribution", "quantum-entropy", ""),
            new PublishedMethod(
                    "attribution",
                    "mahalanobis pcs",
                    "attribution-pcs",
                    "mahalanobis",
                    "corrected form of the components"),
            new PublishedMethod("attribution", "mahalanobis grad norm", "attribution-gradient-norm", "mahalanobis", ""),
            new PublishedMethod("probe", "mahalanobis mean", "probe-shift", "mahalanobis", ""),
            new PublishedMethod("probe", "lof mean", "probe-shift", "lof", NOT_BATCHED),
            new PublishedMethod("probe", "lof mean", "probe-shift", "lof-batch", ""),
            new PublishedMethod("probe", "que mean", "probe-shift", "quantum-entropy", ""),
            new PublishedMethod("flow", "mahalanobis", "flow-z", "mahalanobis", "another flow"),
            new PublishedMethod("flow", "laplace", "flow-z", "laplace", "another flow"),
            new PublishedMethod("sae", "l0", "sae", "sae-l0", ""),
            new PublishedMethod("sae", "diagonal mahalanobis", "sae", "sae-diagonal", ""),
            new PublishedMethod("misconception contrast", "", "contrast", "value", ""),
            new PublishedMethod("iterative rephrase", "", "rephrase", "value", ""));

    /** The published forms of a method; none or one, as a rule. */
    static List<PublishedMethod> of(Method method) {
        return ALL.stream()
                .filter(m -> m.feature.equals(method.feature()) && m.detector.equals(method.detector()))
                .toList();
    }

    boolean names(Published published) {
        return features.equals(published.features()) && score.equals(published.score());
    }
}
