package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.Correlation;
import outlayer.evaluate.QuirkinessRow;

/** Quirkiness against the AUC over all layers of one method: a panel per model, a labelled point per dataset. */
final class QuirkinessAgainstAuc {

    private record Point(String dataset, int index, double quirkiness, AucRow row, double auc) {}

    private final Results results;
    private final Method method;

    QuirkinessAgainstAuc(Results results, Method method) {
        this.results = results;
        this.method = method;
    }

    Figure figure() {
        Panels panels = new Panels(
                method.label() + ", over all layers", results.models(), results.datasets(), 2, 270, 52, 28, 48);
        Sheet sheet = new Sheet(panels);
        sheet.symbolsInLegend();
        List<String> alt = new ArrayList<>();
        List<List<Point>> points = results.models().stream().map(this::points).toList();
        int[] range = range(points);
        for (int panel = 0; panel < points.size(); panel++) {
            sheet.panel(
                    Axes.value("quirkiness (nats)", range[0], range[1], range[2]),
                    Axes.auc("ROC AUC"),
                    Axes.chance(),
                    Json.object("xAxis", 0));
            List<String> sides = sides(points.get(panel), range, panels);
            for (int i = 0; i < sides.size(); i++) {
                Point point = points.get(panel).get(i);
                sheet.draw(panel, series(point, sides.get(i)));
                alt.add(results.models().get(panel) + ", " + point.dataset() + ": quirkiness "
                        + Numbers.fixed(point.quirkiness(), 2) + ", AUC " + Numbers.interval(point.row()) + ".");
            }
        }
        return sheet.figure(
                "quirkiness-against-auc-" + results.slug(method),
                "Quirkiness against AUC: " + method.label(),
                "Does a stronger quirk show more? Quirkiness is the smaller of the two characters' gaps between the loss on the"
                        + " other's label and the loss on their own, on test questions where the labels differ; left of 0 the model"
                        + " is not quirky. Vertical bars: 95 % intervals. r: Pearson's correlation with its 95 % interval and p;"
                        + " rank: Spearman's; apart: more than two standard deviations from the line of least squares. A point without a name had no room for it; the legend has its symbol. "
                        + results.models().stream().map(this::correlation).collect(Collectors.joining("; ")) + ".",
                "Quirkiness against AUC over all layers. " + String.join(" ", alt));
    }

    private List<Point> points(String model) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < results.datasets().size(); i++) {
            String dataset = results.datasets().get(i);
            QuirkinessRow quirk = results.quirkiness(model, dataset, Results.QUIRKY);
            AucRow row = results.overall(model, dataset, Results.QUIRKY, method);
            if (quirk != null && quirk.quirkiness() != null && row != null && row.auc() != null) {
                points.add(new Point(dataset, i, quirk.quirkiness(), row, row.auc()));
            }
        }
        return points;
    }

    /** Its correlation, and the datasets far from the line. */
    private String correlation(String model) {
        List<Point> points = points(model);
        double[] q = points.stream().mapToDouble(Point::quirkiness).toArray();
        double[] auc = points.stream().mapToDouble(Point::auc).toArray();
        return model + ": " + Numbers.correlation(q, auc) + outliers(points, q, auc);
    }

    private static String outliers(List<Point> points, double[] q, double[] auc) {
        List<String> names = Correlation.outliers(q, auc).stream()
                .map(i -> points.get(i).dataset())
                .toList();
        return names.isEmpty() ? "" : "; apart: " + String.join(", ", names);
    }

    private static List<String> sides(List<Point> points, int[] range, Panels panels) {
        double width = panels.plotWidth(false);
        double height = panels.plotHeight();
        return LabelPlaces.sides(
                points.stream()
                        .map(p -> new LabelPlaces.Named(
                                (p.quirkiness() - range[0]) / (range[1] - range[0]) * width,
                                (1 - p.auc()) * height,
                                p.dataset()))
                        .toList(),
                width,
                height);
    }

    /** Lowest, highest and step in whole nats around all points and 0, the same for every panel. */
    private static int[] range(List<List<Point>> points) {
        double low = -0.5;
        double high = 1;
        for (List<Point> panel : points) {
            for (Point point : panel) {
                low = Math.min(low, point.quirkiness());
                high = Math.max(high, point.quirkiness());
            }
        }
        int step = (int) Math.max(1, Math.ceil((high - low) / 6));
        return new int[] {(int) Math.floor(low / step) * step, (int) Math.ceil(high / step) * step, step};
    }

    private static Series series(Point point, String side) {
        AucRow row = point.row();
        String colour = Palette.colour(point.index());
        JsonArray data = Json.array(Json.array(
                Json.quantity(point.quirkiness()),
                Json.share(point.auc()),
                Json.share(row.aucLow()),
                Json.share(row.aucHigh())));
        Series series = Series.ofDataset(point.index(), point.dataset(), data)
                .set("label", label(side))
                .columns("quirkiness", "AUC", "95 % low", "95 % high")
                .tooltip(0, 1, 2, 3);
        if (row.aucLow() != null && row.aucHigh() != null) {
            JsonElement x = Json.quantity(point.quirkiness());
            JsonArray interval =
                    Json.array(Series.end(x, Json.share(row.aucLow())), Series.end(x, Json.share(row.aucHigh())));
            series.segments(Json.array(interval), colour, 1.5);
        }
        return series;
    }

    private static JsonObject label(String side) {
        return Json.object(
                "show",
                !side.isEmpty(),
                "formatter",
                "{a}",
                "position",
                side,
                "fontSize",
                11,
                "width",
                110,
                "overflow",
                "truncate");
    }
}
