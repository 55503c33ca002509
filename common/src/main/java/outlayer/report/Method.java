package outlayer.report;

import java.util.List;
import outlayer.detector.Mode;
import outlayer.evaluate.ScoreKey;

/** A detector with its settings, and the feature on which it was fitted: what an AUC is an AUC of. */
record Method(String feature, String detector, String params, String mode) {

    static Method of(ScoreKey score) {
        return new Method(score.feature(), score.detector(), score.params(), score.mode());
    }

    /** The same detector, whatever its settings. */
    Method family() {
        return new Method(feature, detector, "", mode);
    }

    /** For a heading of few characters: detector and settings. */
    String brief() {
        return params.isBlank() ? detector : detector + " " + params;
    }

    String label() {
        return brief() + " on " + feature + ", " + mode;
    }

    /** For a panel or an axis: what it is first, where it looks behind it. */
    String title() {
        return brief() + ", " + feature;
    }

    /** Whether it is the form that published numbers are nearest to: Mahalanobis on activations, relative cut-off 1e-5. */
    boolean isReference() {
        return feature.equals("activations") && detector.equals("mahalanobis") && hasPublishedCutOff();
    }

    /** Whether small eigenvalues are cut off where the published numbers were made: at 1e-5 of the largest. */
    boolean hasPublishedCutOff() {
        return has("rcond", "1e-5");
    }

    /** Whether one of its parameters has a value, as detectors name both. */
    boolean has(String name, String value) {
        return List.of(params.split(",")).contains(name + "=" + value);
    }

    /** Whether it also saw unlabelled vectors. */
    boolean isOffline() {
        return mode.equals(Mode.OFFLINE.key());
    }

    /** Whether {@code comparisons.csv} names by this what the method says of an example in the end, over all layers. */
    boolean isVerdict(String compared) {
        String key = String.join("/", feature, detector, params, mode);
        return compared.equals(key + "/aggregate") || compared.equals(key + "/all");
    }

    /** Everything that tells it from others, as a name of files begins. */
    String name() {
        return String.join("-", feature, detector, params, mode);
    }
}
