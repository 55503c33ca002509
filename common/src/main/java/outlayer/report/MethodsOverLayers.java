package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** All methods of one kind over all layers: a panel per model, a bar per method for the mean over datasets, a point per dataset. */
final class MethodsOverLayers {

    /** More no page of a paper holds. */
    private static final int MOST = 24;

    private final Results results;
    private final String kind;
    private final List<Method> methods;
    private final int leftOut;

    /** @param kind what the methods have in common, a word */
    MethodsOverLayers(Results results, String kind, List<Method> methods) {
        this.results = results;
        this.kind = kind;
        this.methods = methods.subList(0, Math.min(MOST, methods.size()));
        leftOut = methods.size() - this.methods.size();
    }

    Figure figure() {
        Panels panels = new Panels(
                "Methods: " + kind + "; over all layers",
                results.models(),
                results.datasets(),
                1,
                26 * methods.size() + 8,
                270,
                28,
                48);
        Sheet sheet = new Sheet(panels);
        sheet.symbolsInLegend();
        List<String> titles = methods.stream().map(Method::title).toList();
        for (String model : results.models()) {
            JsonObject auc = Axes.auc("ROC AUC");
            auc.addProperty("nameGap", 26);
            int panel = sheet.panel(auc, Axes.names(titles, 260), Json.object("xAxis", 0.5));
            sheet.draw(panel, means(model));
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                sheet.draw(panel, points(model, dataset));
            }
        }
        return sheet.figure(
                "auc-over-layers-methods-" + kind,
                "AUC over all layers, " + kind + " methods",
                "The score averaged over layers, or the joint detector's own. Bar: mean over the datasets of a quirky model; symbols:"
                        + " the datasets. Intervals stand in each method's own figure and in the table. The line at 0.5 is no skill."
                        + (leftOut == 0
                                ? ""
                                : " " + Numbers.count(leftOut, "further method") + " stand in auc.csv only."),
                alt());
    }

    private Series means(String model) {
        JsonArray data = new JsonArray();
        for (Method method : methods) {
            data.add(Json.share(mean(model, method)));
        }
        return Series.bar("mean over datasets", data).set("barWidth", 14).colour(Palette.GREY, 0.45);
    }

    private Series points(String model, int dataset) {
        String name = results.datasets().get(dataset);
        JsonArray data = new JsonArray();
        for (int i = 0; i < methods.size(); i++) {
            AucRow row = results.overall(model, name, Results.QUIRKY, methods.get(i));
            if (row != null && row.auc() != null) {
                data.add(Json.array(Json.share(row.auc()), i, Json.share(row.aucLow()), Json.share(row.aucHigh())));
            }
        }
        return Series.scatter(name, data)
                .symbol(Palette.symbol(dataset), 9)
                .colour(Palette.colour(dataset), 0.9)
                .columns("AUC", Json.object("name", "method", "type", "ordinal"), "95 % low", "95 % high")
                .tooltip(1, 0, 2, 3);
    }

    private @Nullable Double mean(String model, Method method) {
        List<Double> defined = new ArrayList<>();
        for (String dataset : results.datasets()) {
            AucRow row = results.overall(model, dataset, Results.QUIRKY, method);
            if (row != null && row.auc() != null) {
                defined.add(row.auc());
            }
        }
        return defined.isEmpty()
                ? null
                : Double.valueOf(
                        defined.stream().mapToDouble(auc -> auc).average().orElseThrow());
    }

    private String alt() {
        List<String> words = new ArrayList<>();
        for (String model : results.models()) {
            for (Method method : methods) {
                words.add(String.format(
                        Locale.ROOT, "%s, %s: %s", model, method.label(), Numbers.fixed(mean(model, method), 3)));
            }
        }
        return "Mean AUC over datasets. " + String.join("; ", words) + ".";
    }
}
