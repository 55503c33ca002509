package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import outlayer.detector.Aggregation;
import outlayer.detector.Method;
import outlayer.linalg.Arithmetic;
import outlayer.quirky.Part;

/**
 * The detectors, what they are fitted to, and how scores of layers become one.
 *
 * @param choices in the order in which results have them
 * @param arithmetic of the large products of scoring
 * @param unlabelled the part that offline detectors see without its labels, test or untrusted
 * @param labelled the part whose labels the ceiling sees
 * @param maxRows vectors of a part that one fit has in memory, beside the Gaussian; of more, those whose ids have the smallest hashes
 * @param ensembles features whose scores by one detector become one score, by the ensemble's name
 */
public record DetectorOptions(
        List<DetectorChoice> choices,
        Arithmetic arithmetic,
        Part unlabelled,
        Part labelled,
        int maxRows,
        List<Aggregation> aggregations,
        Map<String, List<String>> ensembles)
        implements Serializable {

    /** Every spectrum has at least the eigenpairs above this share of the largest: ablations and pictures take them from it. */
    private static final double LARGEST_CUTOFF = 1e-3;

    private static final Part[] WITH_ANOMALIES = {Part.TEST, Part.UNTRUSTED};

    public DetectorOptions {
        choices = List.copyOf(choices);
        aggregations = List.copyOf(aggregations);
        ensembles = Collections.unmodifiableMap(new LinkedHashMap<>(ensembles));
        if (choices.isEmpty()) {
            throw new IllegalArgumentException("names no detector, expected at least one, such as mahalanobis {}");
        }
        if (aggregations.isEmpty()) {
            throw new IllegalArgumentException("aggregations is empty, expected for example [mean]");
        }
        if (maxRows < 2) {
            throw new IllegalArgumentException("max-rows is " + maxRows + ", expected at least 2");
        }
        Set<String> names = new HashSet<>();
        for (DetectorChoice choice : choices) {
            Method method = choice.method();
            if (!names.add(method.name() + "/" + method.params())) {
                throw new IllegalArgumentException("detector " + method.name() + " is there twice with the parameters `"
                        + method.params() + "`, expected each once: results could not be told apart");
            }
        }
    }

    static DetectorOptions of(Block block) {
        List<DetectorChoice> choices = new ArrayList<>();
        for (String name : ShippedMethods.names()) {
            // A detector that is null is one of the defaults that is not wanted.
            if (block.has(name)) {
                choices.addAll(block.block(name).as(one -> choices(one, ShippedMethods.of(name, one))));
            }
        }
        if (block.has("own")) {
            choices.addAll(block.block("own").as(DetectorOptions::own));
        }
        return new DetectorOptions(
                choices,
                Choice.of("arithmetic", block.text("arithmetic"), Arithmetic.values(), Arithmetic::key),
                Choice.of("unlabelled", block.text("unlabelled"), WITH_ANOMALIES, Part::key),
                Choice.of("labelled", block.text("labelled"), WITH_ANOMALIES, Part::key),
                block.integer("max-rows"),
                block.texts("aggregations").stream()
                        .map(text -> Choice.of("aggregations", text, Aggregation.values(), Aggregation::key))
                        .distinct()
                        .toList(),
                block.block("ensembles").as(DetectorOptions::ensembles));
    }

    /** The detectors of that feature, in the order in which results have them. */
    public List<Method> on(String feature) {
        return choices.stream()
                .filter(choice -> choice.isOn(feature))
                .map(DetectorChoice::method)
                .toList();
    }

    /** The share of the largest eigenvalue above which a Gaussian of that feature keeps eigenpairs: the least that any detector needs. */
    public double cutoff(String feature) {
        return on(feature).stream().mapToDouble(Method::cutoff).reduce(LARGEST_CUTOFF, Math::min);
    }

    /** Stops where the stages need parts that are not extracted. */
    void requireFor(List<String> stages, List<Part> extracted, ScoreOptions score) {
        Set<Part> missing = EnumSet.noneOf(Part.class);
        for (DetectorChoice choice : score.needFits(stages) ? choices : List.<DetectorChoice>of()) {
            switch (choice.method().mode()) {
                case ONLINE -> {}
                case OFFLINE -> missing.add(unlabelled);
                case CEILING -> missing.add(labelled);
            }
        }
        if (calibrated() && stages.contains("score") && score.fits() == null) {
            missing.add(Part.CALIBRATION);
        }
        extracted.forEach(missing::remove);
        if ((stages.contains("fit") || stages.contains("score")) && !missing.isEmpty()) {
            throw new IllegalArgumentException("detectors need the parts "
                    + missing.stream().map(Part::key).toList() + " (unlabelled = " + unlabelled.key() + ", labelled = "
                    + labelled.key() + ", aggregations = "
                    + aggregations.stream().map(Aggregation::key).toList() + "), but extract.parts has only "
                    + extracted.stream().map(Part::key).toList() + "; add them there");
        }
    }

    /** Stops where a feature is named that there is not, or an ensemble has the name of one. */
    void requireKnown(List<String> known) {
        for (DetectorChoice choice : choices) {
            if (choice.features() != null) {
                requireKnown("detectors." + choice.method().name() + ".features", choice.features(), known);
            }
        }
        ensembles.forEach((name, members) -> {
            requireKnown("detectors.ensembles." + name, members, known);
            if (known.contains(name)) {
                throw new SettingsException(
                        "detectors.ensembles." + name + " has the name of a feature, expected one besides " + known);
            }
        });
    }

    private static void requireKnown(String setting, List<String> named, List<String> known) {
        for (String feature : named) {
            if (!known.contains(feature)) {
                throw new IllegalArgumentException(setting + " names the feature " + feature + ", which nothing gives; "
                        + NearestName.suggestion(feature, known));
            }
        }
    }

    /** Whether an aggregation needs scores of normal examples that no fit saw. */
    public boolean calibrated() {
        return aggregations.stream().anyMatch(Aggregation::calibrated);
    }

    private static List<DetectorChoice> choices(Block block, List<? extends Method> methods) {
        List<String> features = block.has("features") && block.isList("features") ? block.texts("features") : null;
        if (features == null && block.has("features")) {
            String text = block.text("features");
            if (!text.equals("all")) {
                throw new IllegalArgumentException("features is \"" + text + "\", expected `all` or a list of names");
            }
        }
        return methods.stream()
                .map(method -> new DetectorChoice(method, features))
                .toList();
    }

    private static List<DetectorChoice> own(Block block) {
        List<DetectorChoice> choices = new ArrayList<>();
        for (String name : block.keys()) {
            if (block.has(name)) {
                choices.addAll(block.block(name).as(one -> choices(one, List.of(OwnMethod.of(name, one)))));
            }
        }
        return choices;
    }

    private static Map<String, List<String>> ensembles(Block block) {
        Map<String, List<String>> ensembles = new LinkedHashMap<>();
        for (String name : block.keys()) {
            if (block.has(name)) {
                List<String> members = block.texts(name);
                if (members.size() < 2) {
                    throw new IllegalArgumentException(
                            name + " has the features " + members + ", expected two or more");
                }
                ensembles.put(name, members);
            }
        }
        return ensembles;
    }
}
