package outlayer.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which methods are shown, and how many of them make up the short forms of a result. It is fixed beforehand, the
 * methods that the literature reports most first, so that nothing is shown first for its outcome.
 */
final class MainMethods {

    /** What a headline, a terminal and the drawings of a paper can hold. */
    static final int MOST = 6;

    private record Known(String feature, String detector) {

        boolean is(Method method) {
            return method.feature().equals(feature) && method.detector().equals(detector);
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known("activations", "mahalanobis"),
            new Known("activations", "lof"),
            new Known("activations", "quantum-entropy"),
            new Known("attribution", "mahalanobis"),
            new Known("flow-z", "mahalanobis"),
            new Known("sae", "sae-l0"),
            new Known("attribution", "lof"),
            new Known("probe-shift", "lof"),
            new Known("contrast", "value"),
            new Known("activations", "linear-probe"));

    private MainMethods() {}

    /** The best-known methods, one each and in the form nearest to what was published, then all others as they came. */
    static List<Method> ordered(List<Method> methods) {
        List<Method> ordered = new ArrayList<>();
        for (Known known : KNOWN) {
            methods.stream()
                    .filter(known::is)
                    .min(Comparator.comparing(method -> !method.hasPublishedCutOff()))
                    .ifPresent(ordered::add);
        }
        methods.stream().filter(method -> !ordered.contains(method)).forEach(ordered::add);
        return List.copyOf(ordered);
    }
}
