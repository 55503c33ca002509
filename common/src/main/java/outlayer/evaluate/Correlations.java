package outlayer.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How AUCs on all test examples go with quirkiness Q and with centroid separation S, model by model: over datasets, and for S over
 * their layers too. S is taken as log10, on which the AUC is s-shaped (METHODS.md section 6.2); a layer whose S is 0 is left out.
 */
public final class Correlations {

    static final String QUIRKINESS = "quirkiness";
    static final String SEPARATION = "log10 separation";
    static final String DATASETS = "datasets";
    static final String LAYERS = "datasets and layers";

    private record Detector(String model, String variant, ScoreKey series) {}

    /** Values side by side, each with its name. */
    private static final class Pairs {
        private final List<String> names = new ArrayList<>();
        private final List<Double> x = new ArrayList<>();
        private final List<Double> y = new ArrayList<>();

        void add(String name, double first, double second) {
            names.add(name);
            x.add(first);
            y.add(second);
        }
    }

    private final Map<ResultGroup, Double> quirkiness = new HashMap<>();
    private final Map<ResultGroup, Map<String, Map<String, Double>>> separation = new HashMap<>();

    private Correlations(List<QuirkinessRow> quirkiness, List<SeparationRow> separation) {
        for (QuirkinessRow row : quirkiness) {
            Double q = row.quirkiness();
            if (q != null) {
                this.quirkiness.put(row.group(), q);
            }
        }
        for (SeparationRow row : separation) {
            Double s = row.separation();
            if (s != null && s > 0) {
                this.separation
                        .computeIfAbsent(
                                new ResultGroup(row.model(), row.dataset(), row.variant()), group -> new HashMap<>())
                        .computeIfAbsent(row.feature(), feature -> new TreeMap<>())
                        .put(row.layer(), Math.log10(s));
            }
        }
    }

    /** Detectors in the order of their first rows. Separation has no rows for features of which none is known. */
    public static List<CorrelationRow> of(
            List<AucRow> auc, List<QuirkinessRow> quirkiness, List<SeparationRow> separation) {
        Correlations properties = new Correlations(quirkiness, separation);
        Map<Detector, List<AucRow>> detectors = new LinkedHashMap<>();
        for (AucRow row : auc) {
            if (row.cell().subset().equals(Subset.ALL.key())) {
                Detector detector = new Detector(
                        row.cell().model(),
                        row.cell().variant(),
                        row.cell().score().series());
                detectors.computeIfAbsent(detector, d -> new ArrayList<>()).add(row);
            }
        }
        List<CorrelationRow> rows = new ArrayList<>();
        detectors.forEach((detector, judged) -> rows.addAll(properties.rows(detector, judged)));
        return rows;
    }

    private List<CorrelationRow> rows(Detector detector, List<AucRow> judged) {
        Pairs withQuirkiness = new Pairs();
        Pairs withMean = new Pairs();
        Pairs withLayers = new Pairs();
        for (AucRow row : judged) {
            Double auc = row.auc();
            AucCell cell = row.cell();
            String layer = cell.score().layer();
            ResultGroup group = cell.group();
            Map<String, Double> layers = separation
                    .getOrDefault(group, Map.of())
                    .getOrDefault(cell.score().feature(), Map.of());
            if (auc != null && cell.score().isVerdict()) {
                Double q = quirkiness.get(group);
                if (q != null) {
                    withQuirkiness.add(cell.dataset(), q, auc);
                }
                if (!layers.isEmpty()) {
                    withMean.add(
                            cell.dataset(),
                            layers.values().stream().collect(Collectors.averagingDouble(Double::doubleValue)),
                            auc);
                }
            } else if (auc != null && layers.containsKey(layer)) {
                withLayers.add(cell.dataset() + " layer " + layer, layers.getOrDefault(layer, 0.0), auc);
            }
        }
        List<CorrelationRow> rows = new ArrayList<>();
        rows.add(row(detector, QUIRKINESS, DATASETS, withQuirkiness, ""));
        if (!withLayers.names.isEmpty()) {
            rows.add(row(detector, SEPARATION, DATASETS, withMean, ""));
            rows.add(row(
                    detector,
                    SEPARATION,
                    LAYERS,
                    withLayers,
                    "layers of a dataset depend on each other: interval and p are too narrow"));
        }
        return rows;
    }

    private static CorrelationRow row(Detector detector, String with, String over, Pairs pairs, String note) {
        double[] x = pairs.x.stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = pairs.y.stream().mapToDouble(Double::doubleValue).toArray();
        Optional<Correlation> found = Correlation.of(x, y);
        String outliers = found.isEmpty()
                ? ""
                : Correlation.outliers(x, y).stream().map(pairs.names::get).collect(Collectors.joining("; "));
        return new CorrelationRow(
                detector.model,
                detector.variant,
                detector.series.feature(),
                detector.series.detector(),
                detector.series.params(),
                detector.series.mode(),
                with,
                over,
                x.length,
                found.map(Correlation::pearson).orElse(null),
                found.map(Correlation::low).orElse(null),
                found.map(Correlation::high).orElse(null),
                found.map(Correlation::p).orElse(null),
                found.map(Correlation::spearman).orElse(null),
                outliers,
                found.isPresent() ? note : whyNone(x.length, with));
    }

    private static String whyNone(int pairs, String with) {
        return pairs < Correlation.FEWEST
                ? "n/a: %d pairs, expected %d or more".formatted(pairs, Correlation.FEWEST)
                : "n/a: AUC or %s is the same everywhere".formatted(with);
    }
}
