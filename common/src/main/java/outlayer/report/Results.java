package outlayer.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.AucCell;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ScoreKey;
import outlayer.evaluate.SeparationRow;

/**
 * The rows of a report, found by key. Models and datasets come in the order of their first row, methods in that of
 * {@link MainMethods}.
 */
final class Results {

    static final String QUIRKY = "quirky";
    static final String BASE = "base";

    static final List<String> SUBSETS = List.of("all", "agree", "disagree");

    /** Of several aggregations over layers the one that figures and tables speak of, unless they name another. */
    private static final String MEAN = "mean";

    private record AucKey(String model, String dataset, String variant, Method method, String layer, String subset) {}

    private record Place(String model, String dataset, String variant, String feature, String layer) {}

    private final List<String> models;
    private final List<String> datasets;
    private final List<String> variants;
    private final List<Method> methods;
    private final Map<AucKey, AucRow> auc = new HashMap<>();
    private final Map<Place, SeparationRow> separation = new HashMap<>();
    private final Map<Place, QuirkinessRow> quirkiness = new HashMap<>();
    private final Map<Method, List<Integer>> layers = new HashMap<>();
    private final Map<AucKey, ComparisonRow> againstReference = new HashMap<>();
    private final Map<Place, AnswersRow> answers = new HashMap<>();
    private final ResultRows rows;
    private final Slugs slugs = new Slugs();

    Results(ReportData data) {
        rows = data.rows();
        Set<String> modelNames = new LinkedHashSet<>();
        Set<String> datasetNames = new LinkedHashSet<>();
        Set<String> variantNames = new LinkedHashSet<>();
        Set<Method> methodNames = new LinkedHashSet<>();
        Map<Method, Set<Integer>> layerNumbers = new HashMap<>();
        for (AucRow row : data.auc()) {
            AucCell cell = row.cell();
            ScoreKey score = cell.score();
            Method method = Method.of(score);
            modelNames.add(cell.model());
            datasetNames.add(cell.dataset());
            variantNames.add(cell.variant());
            methodNames.add(method);
            AucKey key = new AucKey(cell.model(), cell.dataset(), cell.variant(), method, score.layer(), cell.subset());
            if (score.aggregation().equals(MEAN)) {
                auc.put(key, row);
            } else {
                auc.putIfAbsent(key, row);
            }
            if (score.isLayer()) {
                layerNumbers.computeIfAbsent(method, m -> new TreeSet<>()).add(Integer.valueOf(score.layer()));
            }
        }
        for (QuirkinessRow row : data.quirkiness()) {
            modelNames.add(row.model());
            datasetNames.add(row.dataset());
            quirkiness.putIfAbsent(new Place(row.model(), row.dataset(), row.variant(), "", ""), row);
        }
        for (SeparationRow row : data.rows().of(SeparationRow.class)) {
            separation.putIfAbsent(
                    new Place(row.model(), row.dataset(), row.variant(), row.feature(), row.layer()), row);
        }
        for (AnswersRow row : data.rows().of(AnswersRow.class)) {
            answers.putIfAbsent(new Place(row.model(), row.dataset(), row.variant(), "", ""), row);
        }
        models = List.copyOf(modelNames);
        datasets = List.copyOf(datasetNames);
        variants = List.copyOf(variantNames);
        methods = MainMethods.ordered(List.copyOf(methodNames));
        methods.stream().findFirst().ifPresent(reference -> data.comparisons().forEach(row -> compare(row, reference)));
        layerNumbers.forEach((method, numbers) -> layers.put(method, List.copyOf(numbers)));
    }

    /** Keeps a pair of verdicts of which one is the reference's. */
    private void compare(ComparisonRow row, Method reference) {
        boolean first = reference.isVerdict(row.first());
        if (row.variant().equals(QUIRKY)
                && row.subset().equals("all")
                && (first || reference.isVerdict(row.second()))) {
            String other = first ? row.second() : row.first();
            methods.stream()
                    .filter(method -> method.isVerdict(other))
                    .forEach(method -> againstReference.put(
                            new AucKey(row.model(), row.dataset(), QUIRKY, method, "", "all"), row));
        }
    }

    List<String> models() {
        return models;
    }

    List<String> datasets() {
        return datasets;
    }

    List<Method> methods() {
        return methods;
    }

    /** Those of the headline, of the terminal and of the drawings for paper: the first few. */
    List<Method> mainMethods() {
        return methods.subList(0, Math.min(MainMethods.MOST, methods.size()));
    }

    /** All that were judged: the quirky model, its base, checkpoints. */
    List<String> variants() {
        return variants;
    }

    /** Name of the method in names of files. */
    String slug(Method method) {
        return slugs.of(method, method.name());
    }

    /** Name of something else that figures are made of. */
    String slug(Object thing, String name) {
        return slugs.of(thing, name);
    }

    /** Methods that differ in their settings only, family by family. */
    List<List<Method>> families() {
        Map<Method, List<Method>> families = new LinkedHashMap<>();
        methods.forEach(m ->
                families.computeIfAbsent(m.family(), f -> new ArrayList<>()).add(m));
        return List.copyOf(families.values());
    }

    /** Layers at which any model was scored by this method, ascending; empty for a joint detector. */
    List<Integer> layers(Method method) {
        return layers.getOrDefault(method, List.of());
    }

    /** How the first method and this one compare over all layers on a quirky model; null where they were not compared. */
    @Nullable
    ComparisonRow againstReference(String model, String dataset, Method method) {
        return againstReference.get(new AucKey(model, dataset, QUIRKY, method, "", "all"));
    }

    /** How a model answers; null where that was not summed up. */
    @Nullable
    AnswersRow answers(String model, String dataset, String variant) {
        return answers.get(new Place(model, dataset, variant, "", ""));
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    /** Layers at which centroids of a feature were compared, ascending. */
    List<Integer> separationLayers(String feature) {
        return separation.keySet().stream()
                .filter(place -> place.feature().equals(feature) && isNumber(place.layer()))
                .map(place -> Integer.valueOf(place.layer()))
                .distinct()
                .sorted()
                .toList();
    }

    /** Rows of a kind that is not looked up by key. */
    <T extends Record> List<T> rows(Class<T> kind) {
        return rows.of(kind);
    }

    @Nullable
    AucRow at(String model, String dataset, String variant, Method method, int layer) {
        return auc.get(new AucKey(model, dataset, variant, method, Integer.toString(layer), "all"));
    }

    /** The one number of a method over all layers: its aggregate, or what it says as a joint detector. */
    @Nullable
    AucRow overall(String model, String dataset, String variant, Method method, String subset) {
        AucRow aggregate = auc.get(new AucKey(model, dataset, variant, method, "aggregate", subset));
        return aggregate != null ? aggregate : auc.get(new AucKey(model, dataset, variant, method, "all", subset));
    }

    @Nullable
    AucRow overall(String model, String dataset, String variant, Method method) {
        return overall(model, dataset, variant, method, "all");
    }

    @Nullable
    QuirkinessRow quirkiness(String model, String dataset, String variant) {
        return quirkiness.get(new Place(model, dataset, variant, "", ""));
    }

    @Nullable
    SeparationRow separation(String model, String dataset, String variant, String feature, int layer) {
        return separation.get(new Place(model, dataset, variant, feature, Integer.toString(layer)));
    }

    private static boolean isNumber(String layer) {
        return !layer.isEmpty() && layer.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
