package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.SeparationCurve;
import outlayer.evaluate.SeparationRow;

/**
 * Centroid separation against the AUC of the same layer, for one method: colour tells the model, symbol the dataset. An s-curve
 * through all points guides the eye, and those far from it are named.
 */
final class SeparationAgainstAuc {

    /** Names that a panel has room for; a caption counts the others. */
    private static final int MOST_NAMED = 6;

    /** Pieces of the drawn curve. */
    private static final int PIECES = 60;

    private static final String CURVE = "s-curve";

    private record Point(int model, int dataset, int layer, double separation, double auc) {}

    private final Results results;
    private final Method method;
    private final List<Point> points = new ArrayList<>();
    private int leftOut;

    private SeparationAgainstAuc(Results results, Method method) {
        this.results = results;
        this.method = method;
        for (int model = 0; model < results.models().size(); model++) {
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                find(model, dataset);
            }
        }
    }

    /** A figure per method that has points, in the order of the methods. */
    static List<FigureGroup.Choice> choices(Results results) {
        List<FigureGroup.Choice> choices = new ArrayList<>();
        for (Method method : results.methods()) {
            SeparationAgainstAuc chart = new SeparationAgainstAuc(results, method);
            if (!chart.points.isEmpty()) {
                choices.add(new FigureGroup.Choice(method.label(), chart.figure()));
            }
        }
        return choices;
    }

    private void find(int model, int dataset) {
        String modelName = results.models().get(model);
        String datasetName = results.datasets().get(dataset);
        for (int layer : results.layers(method)) {
            AucRow row = results.at(modelName, datasetName, Results.QUIRKY, method, layer);
            SeparationRow apart = results.separation(modelName, datasetName, Results.QUIRKY, method.feature(), layer);
            if (row == null || apart == null) {
                continue;
            }
            Double s = apart.separation();
            if (row.auc() == null || s == null || s <= 0) {
                leftOut++;
            } else {
                points.add(new Point(model, dataset, layer, s, row.auc()));
            }
        }
    }

    private Figure figure() {
        double[] s = points.stream().mapToDouble(Point::separation).toArray();
        double[] auc = points.stream().mapToDouble(Point::auc).toArray();
        Optional<SeparationCurve> curve = SeparationCurve.of(s, auc);
        List<Point> outliers = curve.map(c -> c.outliers(s, auc)).orElse(List.of()).stream()
                .map(points::get)
                .toList();
        List<String> legend = new ArrayList<>(results.models());
        legend.addAll(results.datasets());
        curve.ifPresent(c -> legend.add(CURVE));
        Panels panels = new Panels(method.label() + ", every layer", List.of(""), legend, 1, 330, 52, 28, 48);
        Sheet sheet = new Sheet(panels);
        JsonObject across = Axes.named(Json.object("type", "log"), "centroid separation S of the layer (log scale)");
        across.add("splitLine", Json.object("show", false));
        int panel = sheet.panel(across, Axes.auc("ROC AUC"), Axes.chance());
        sheet.coloursOf(results.models());
        curve.ifPresent(c -> sheet.draw(panel, line(c, s)));
        for (int model = 0; model < results.models().size(); model++) {
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                sheet.draw(panel, series(model, dataset));
            }
        }
        sheet.draw(panel, names(outliers));
        return sheet.figure(
                "separation-against-auc-" + results.slug(method),
                "Separation against AUC: " + method.label(),
                "A point per quirky model, dataset and layer. S is the squared distance of Alice's and Bob's centroids over the"
                        + " trace of their pooled covariance. "
                        + curve.map(c -> words(c, outliers.size())).orElse("")
                        + correlations()
                        + (leftOut == 0
                                ? ""
                                : " Left out, since the AUC is undefined or S is 0: " + Numbers.count(leftOut, "point")
                                        + "."),
                "Centroid separation against AUC by layer, " + Numbers.count(points.size(), "point") + "."
                        + (outliers.isEmpty()
                                ? ""
                                : " Far from the s-curve: "
                                        + outliers.stream()
                                                .limit(MOST_NAMED)
                                                .map(this::name)
                                                .collect(Collectors.joining("; "))
                                        + "."));
    }

    private static String words(SeparationCurve curve, int outliers) {
        return String.format(
                        Locale.ROOT,
                        "S-curve: AUC = 1/2 + 1/2 / (1 + exp(-(log10 S %s %.2f) / %.2f)), centre and width by least squares"
                                + " over all points (residual %.3f). ",
                        curve.centre() < 0 ? "+" : "-",
                        Math.abs(curve.centre()),
                        curve.width(),
                        curve.residual())
                + (outliers == 0
                        ? ""
                        : Numbers.count(outliers, "point") + " far from it (over 3 robust standard deviations and 0.1)"
                                + (outliers > MOST_NAMED ? ", the farthest " + MOST_NAMED + " named. " : ", named. "));
    }

    /** Of log10 S with the AUC, model by model. */
    private String correlations() {
        List<String> words = new ArrayList<>();
        for (int model = 0; model < results.models().size(); model++) {
            int wanted = model;
            List<Point> its = points.stream().filter(p -> p.model() == wanted).toList();
            words.add(results.models().get(model) + ": "
                    + Numbers.correlation(
                            its.stream()
                                    .mapToDouble(p -> Math.log10(p.separation()))
                                    .toArray(),
                            its.stream().mapToDouble(Point::auc).toArray()));
        }
        return "Correlation of log10 S with the AUC: " + String.join("; ", words) + ".";
    }

    private Series series(int model, int dataset) {
        JsonArray data = new JsonArray();
        points.stream()
                .filter(p -> p.model() == model && p.dataset() == dataset)
                .forEach(p -> data.add(Json.array(Json.quantity(p.separation()), Json.share(p.auc()), p.layer())));
        return Series.scatter(results.datasets().get(dataset), data)
                .symbol(Palette.symbol(dataset), 10)
                .colour(Palette.colour(model), 0.85)
                .columns("separation", "AUC", "layer of " + results.models().get(model))
                .tooltip(2, 0, 1);
    }

    private static Series line(SeparationCurve curve, double[] s) {
        double low = Math.log10(Arrays.stream(s).min().orElseThrow());
        double high = Math.log10(Arrays.stream(s).max().orElseThrow());
        JsonArray data = new JsonArray();
        for (int i = 0; i <= PIECES; i++) {
            double x = Math.pow(10, low + (high - low) * i / PIECES);
            data.add(Json.array(Json.quantity(x), Json.share(curve.at(x))));
        }
        return Series.line(CURVE, data).silent().stroke(Palette.GREY, 1.8, "dashed");
    }

    /** Rings with names around those far from the curve; the names lie towards the middle, where there is room. */
    private Series names(List<Point> outliers) {
        JsonArray data = new JsonArray();
        double[] s = points.stream()
                .mapToDouble(p -> Math.log10(p.separation()))
                .sorted()
                .toArray();
        outliers.stream()
                .limit(MOST_NAMED)
                .forEach(p -> data.add(Json.object(
                        "value",
                        Json.array(Json.quantity(p.separation()), Json.share(p.auc())),
                        "label",
                        Json.object(
                                "formatter",
                                name(p),
                                "position",
                                2 * Math.log10(p.separation()) > s[0] + s[s.length - 1] ? "left" : "right"))));
        return Series.rings("", data)
                .set("label", Json.object("show", true, "fontSize", 11))
                .set("labelLayout", Json.object("hideOverlap", true));
    }

    private String name(Point point) {
        return results.models().get(point.model()) + ", " + results.datasets().get(point.dataset()) + ", layer "
                + point.layer();
    }
}
