package outlayer.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the published tables call one of our methods, and what it was there (METHODS.md sections 3 to 5).
 *
 * @param features in the published tables
 * @param score in the published tables
 * @param feature ours
 * @param detector ours
 * @param layers of theirs
 * @param settings of theirs
 * @param differs how ours differs by its definition; empty where it does not
 */
record PublishedMethod(
        String features,
        String score,
        String feature,
        String detector,
        PublishedLayers layers,
        List<PublishedSetting> settings,
        List<String> differs) {

    /** The part whose vectors published offline detectors saw without labels: the one that they were judged on. */
    private static final String UNLABELLED = "test";

    private static final PublishedLayers THIRD = PublishedLayers.EVERY_THIRD;
    private static final PublishedLayers PROBES = PublishedLayers.PROBES;
    private static final PublishedLayers TWO = PublishedLayers.TWO;

    private static final PublishedSetting CUT_OFF =
            new PublishedSetting("rcond", "cut-off of eigenvalues", Published::cutOff);
    private static final List<PublishedSetting> RCOND = List.of(CUT_OFF);
    private static final List<PublishedSetting> ENTROPY = List.of(PublishedSetting.of("alpha", "4"), CUT_OFF);
    private static final List<PublishedSetting> NEIGHBOURS = List.of(PublishedSetting.of("k", "20"));
    private static final List<PublishedSetting> BATCH =
            List.of(PublishedSetting.of("k", "20"), new PublishedSetting("batch", "batch", Published::batch));
    private static final List<PublishedSetting> FOREST = forest("20");
    private static final List<PublishedSetting> LARGE_FOREST = forest("100");
    private static final List<PublishedSetting> SIGN =
            List.of(new PublishedSetting("sign", "sign", theirs -> "published", "published sign is reversed"));
    private static final List<PublishedSetting> FLOOR = List.of(PublishedSetting.of("floor", "1e-8"));

    private static final String NOT_BATCHED = "theirs is the form that depends on its batch";
    private static final String NOT_HEADS = "their effects are not of heads alone";
    private static final String NOT_DIVIDED = "their distances may not be divided by d, which grows with the layer";
    private static final String COMPONENTS = "corrected form of the components";
    private static final String FLOW = "another flow";
    private static final String EARLY = "theirs are fed the residual one block early";
    private static final String PAIRS = "their pairs of questions are not ours";
    private static final String WORDING = "their wording of the second prompt is not ours";

    private static final List<PublishedMethod> ALL = List.of(
            activations("mahalanobis", "mahalanobis", RCOND),
            activations("lof", "lof", NEIGHBOURS, NOT_BATCHED),
            activations("lof", "lof-batch", BATCH),
            activations("isoforest", "isolation-forest", FOREST),
            activations("que", "quantum-entropy", ENTROPY),
            activations("likelihood", "likelihood-ratio", List.of()),
            activations("em", "gaussian-mixture", List.of()),
            attribution("mahalanobis mean", "attribution", "mahalanobis", RCOND),
            attribution("lof mean", "attribution", "lof", NEIGHBOURS, NOT_BATCHED),
            attribution("lof mean", "attribution", "lof-batch", BATCH),
            attribution("isoforest mean", "attribution", "isolation-forest", LARGE_FOREST),
            attribution("que mean", "attribution", "quantum-entropy", ENTROPY),
            attribution("mahalanobis pcs", "attribution-pcs", "mahalanobis", RCOND, COMPONENTS),
            attribution("mahalanobis grad norm", "attribution-gradient-norm", "mahalanobis", RCOND),
            probe("mahalanobis mean", "mahalanobis", RCOND, NOT_DIVIDED),
            probe("lof mean", "lof", NEIGHBOURS, NOT_BATCHED),
            probe("lof mean", "lof-batch", BATCH),
            probe("que mean", "quantum-entropy", ENTROPY),
            new PublishedMethod("flow", "mahalanobis", "flow-z", "mahalanobis", TWO, RCOND, List.of(FLOW)),
            new PublishedMethod("flow", "laplace", "flow-z", "laplace", TWO, SIGN, List.of(FLOW)),
            new PublishedMethod("sae", "l0", "sae", "sae-l0", TWO, List.of(), List.of(EARLY)),
            new PublishedMethod("sae", "diagonal mahalanobis", "sae", "sae-diagonal", TWO, FLOOR, List.of(EARLY)),
            new PublishedMethod("misconception contrast", "", "contrast", "value", THIRD, List.of(), List.of(PAIRS)),
            new PublishedMethod("iterative rephrase", "", "rephrase", "value", THIRD, List.of(), List.of(WORDING)));

    private static PublishedMethod activations(
            String score, String detector, List<PublishedSetting> settings, String... differs) {
        return new PublishedMethod("activations", score, "activations", detector, THIRD, settings, List.of(differs));
    }

    /** Of what o_proj writes, or of that less what it reads; ours are of what it reads. */
    private static PublishedMethod attribution(
            String score, String feature, String detector, List<PublishedSetting> settings, String... differs) {
        return new PublishedMethod("attribution", score, feature, detector, THIRD, settings, notHeads(differs));
    }

    private static PublishedMethod probe(
            String score, String detector, List<PublishedSetting> settings, String... differs) {
        return new PublishedMethod("probe", score, "probe-shift", detector, PROBES, settings, notHeads(differs));
    }

    private static List<String> notHeads(String... differs) {
        List<String> all = new ArrayList<>(List.of(NOT_HEADS));
        all.addAll(List.of(differs));
        return List.copyOf(all);
    }

    private static List<PublishedSetting> forest(String trees) {
        return List.of(PublishedSetting.of("trees", trees), PublishedSetting.of("sample", "256"));
    }

    /** The published forms of a method; none or one, as a rule. */
    static List<PublishedMethod> of(Method method) {
        return ALL.stream()
                .filter(m -> m.feature.equals(method.feature()) && m.detector.equals(method.detector()))
                .toList();
    }

    boolean names(Published published) {
        return features.equals(published.features()) && score.equals(published.score());
    }

    /**
     * Why our numbers by a method are not to be compared with theirs; empty where they are.
     *
     * @param ourLayers at which ours looked
     * @param unlabelled the part that our offline methods saw; empty where nobody knows
     */
    List<String> differences(Method ours, List<Integer> ourLayers, String unlabelled, Published theirs) {
        List<String> all = new ArrayList<>(differs);
        settings.forEach(setting -> setting.difference(ours, theirs).ifPresent(all::add));
        if (ours.isOffline() && !unlabelled.equals(UNLABELLED)) {
            all.add(
                    unlabelled.isEmpty()
                            ? "unlabelled part not known"
                            : "unlabelled part " + unlabelled + ", not " + UNLABELLED);
        }
        layers.difference(ourLayers).ifPresent(all::add);
        return all;
    }
}
