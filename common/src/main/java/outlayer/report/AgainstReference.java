package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.ComparisonRow;

/**
 * One method against the reference on the same examples, over all layers: per model the two AUCs of each dataset, and beside
 * them their difference with its paired interval.
 */
final class AgainstReference {

    private static final int ROW = 24;

    private final Results results;
    private final Method method;
    private final Method reference;

    private AgainstReference(Results results, Method method) {
        this.results = results;
        this.method = method;
        reference = results.methods().get(0);
    }

    /** A figure per method that was compared with the first on some dataset. */
    static List<FigureGroup.Choice> choices(Results results) {
        List<FigureGroup.Choice> choices = new ArrayList<>();
        for (Method method : results.methods()) {
            boolean compared = results.models().stream()
                    .anyMatch(model -> results.datasets().stream()
                            .anyMatch(dataset -> results.againstReference(model, dataset, method) != null));
            if (compared) {
                choices.add(new FigureGroup.Choice(method.label(), new AgainstReference(results, method).figure()));
            }
        }
        return choices;
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        results.models().forEach(model -> names.addAll(List.of(model, model + ": difference")));
        int height = Math.max(220, ROW * results.datasets().size());
        Panels panels = new Panels(
                method.title() + " against " + reference.title(), names, results.datasets(), 2, height, 130, 20, 52);
        Sheet sheet = new Sheet(panels);
        sheet.symbolsInLegend();
        List<String> alt = new ArrayList<>();
        for (String model : results.models()) {
            JsonObject auc = Axes.auc("AUC of " + reference.brief());
            auc.addProperty("nameGap", 30);
            int points = sheet.panel(auc, Axes.auc("AUC of " + method.brief()));
            sheet.diagonal(points);
            JsonObject across = scale().axis("AUC difference");
            across.addProperty("nameGap", 30);
            int differences = sheet.panel(across, Axes.names(results.datasets(), 120), Json.object("xAxis", 0));
            JsonArray missing = new JsonArray();
            for (int i = 0; i < results.datasets().size(); i++) {
                String dataset = results.datasets().get(i);
                Difference found = difference(model, dataset);
                sheet.draw(points, point(model, i));
                if (found == null) {
                    missing.add(Json.array(0, i));
                } else {
                    sheet.draw(differences, interval(i, found));
                }
                alt.add(model + ", " + dataset + ": "
                        + (found == null
                                ? Numbers.UNDEFINED
                                : Numbers.fixed(found.value(), 3) + " " + Numbers.range(found.low(), found.high())));
            }
            sheet.undefined(differences, missing);
        }
        return sheet.figure(
                "against-reference-" + results.slug(method),
                method.label() + " against " + reference.label(),
                "Two methods on the same examples of the quirky models, over all layers. Above the diagonal, and right of 0, "
                        + method.brief() + " on " + method.feature()
                        + " is the better one; intervals are of the paired difference (95 %, DeLong): one that holds 0 shows no"
                        + " difference.",
                "AUC difference by dataset. " + String.join("; ", alt) + ".");
    }

    /** Method less reference. */
    private record Difference(
            double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double holm) {}

    private @Nullable Difference difference(String model, String dataset) {
        ComparisonRow row = results.againstReference(model, dataset, method);
        Double value = row == null ? null : row.aucDifference();
        if (row == null || value == null) {
            return null;
        }
        return reference.isVerdict(row.second())
                ? new Difference(value, row.low(), row.high(), row.pHolm())
                : new Difference(-value, negated(row.high()), negated(row.low()), row.pHolm());
    }

    private static @Nullable Double negated(@Nullable Double value) {
        return value == null ? null : Double.valueOf(-value);
    }

    private Scale scale() {
        double reach = 0.05;
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                Difference found = difference(model, dataset);
                if (found != null) {
                    Double low = found.low();
                    Double high = found.high();
                    reach = Math.max(reach, Math.abs(low == null ? found.value() : low));
                    reach = Math.max(reach, Math.abs(high == null ? found.value() : high));
                }
            }
        }
        return Scale.around(-reach, reach);
    }

    private Series point(String model, int dataset) {
        String name = results.datasets().get(dataset);
        AucRow first = results.overall(model, name, Results.QUIRKY, reference);
        AucRow second = results.overall(model, name, Results.QUIRKY, method);
        JsonArray data = new JsonArray();
        if (first != null && first.auc() != null && second != null && second.auc() != null) {
            data.add(Json.array(Json.share(first.auc()), Json.share(second.auc())));
        }
        return Series.ofDataset(dataset, name, data).columns("reference", "method");
    }

    private Series interval(int dataset, Difference found) {
        JsonArray data = Json.array(Json.array(
                Json.share(found.value()),
                dataset,
                Json.share(found.low()),
                Json.share(found.high()),
                Json.share(found.holm())));
        Series series = Series.ofDataset(dataset, results.datasets().get(dataset), data)
                .columns(
                        "difference",
                        Json.object("name", "dataset", "type", "ordinal"),
                        "95 % low",
                        "95 % high",
                        "p (Holm)")
                .tooltip(1, 0, 2, 3, 4);
        if (found.low() != null && found.high() != null) {
            JsonElement row = new JsonPrimitive(dataset);
            JsonArray ends =
                    Json.array(Series.end(Json.share(found.low()), row), Series.end(Json.share(found.high()), row));
            series.segments(Json.array(ends), Palette.colour(dataset), 2);
        }
        return series;
    }
}
