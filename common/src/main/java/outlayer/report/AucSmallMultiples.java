package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** AUC against layer for several methods at a glance: a row of panels per method, a column per model, a line per dataset. */
final class AucSmallMultiples {

    private final Results results;
    private final String kind;
    private final List<Method> methods;

    /** @param kind what the methods have in common, a word */
    AucSmallMultiples(Results results, String kind, List<Method> methods) {
        this.results = results;
        this.kind = kind;
        this.methods = methods;
    }

    Figure figure() {
        List<String> names = new ArrayList<>();
        methods.forEach(method -> results.models().forEach(model -> names.add(model + ": " + method.title())));
        int columns = Math.max(1, Math.min(3, results.models().size()));
        Panels panels = new Panels("Methods: " + kind, names, results.datasets(), columns, 150, 52, 20, 48);
        JsonArray x = new JsonArray();
        JsonArray y = new JsonArray();
        JsonArray series = new JsonArray();
        for (Method method : methods) {
            int last = results.layers(method).stream().mapToInt(l -> l).max().orElse(1);
            for (String model : results.models()) {
                int panel = x.size();
                x.add(Axes.layers(panel, last));
                y.add(Axes.auc(panel, "ROC AUC"));
                series.add(Axes.guides(panel, Axes.chance()));
                for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                    series.add(line(panel, model, dataset, method));
                }
            }
        }
        JsonObject option = panels.frame();
        option.add("xAxis", x);
        option.add("yAxis", y);
        option.add("series", series);
        return new Figure(
                "auc-by-layer-main-" + kind,
                "AUC by layer, main methods (" + kind + ")",
                "How well the score of each layer separates Bob's prompts from Alice's, by method and quirky model; colour and dashes"
                        + " tell the dataset, a method's own figure has markers, intervals and the base. The line at 0.5 is no skill.",
                alt(),
                option,
                Panels.WIDTH,
                panels.height(),
                panels.narrowHeight());
    }

    private JsonObject line(int panel, String model, int dataset, Method method) {
        String name = results.datasets().get(dataset);
        JsonArray data = new JsonArray();
        for (int layer : results.layers(method)) {
            AucRow row = results.at(model, name, Results.QUIRKY, method, layer);
            if (row != null && row.auc() != null) {
                data.add(Json.array(layer, Json.share(row.auc())));
            }
        }
        return Json.object(
                "type",
                "line",
                "name",
                name,
                "xAxisIndex",
                panel,
                "yAxisIndex",
                panel,
                "symbol",
                "none",
                "itemStyle",
                Json.object("color", Palette.colour(dataset)),
                "lineStyle",
                Json.object("width", 2, "type", Palette.dash(dataset)),
                "dimensions",
                Json.array("layer", "AUC"),
                "data",
                data);
    }

    /** Of each panel the mean of the datasets' highest AUCs. */
    private String alt() {
        List<String> words = new ArrayList<>();
        for (Method method : methods) {
            for (String model : results.models()) {
                double mean = results.datasets().stream()
                        .mapToDouble(dataset -> highest(model, dataset, method))
                        .filter(auc -> auc >= 0)
                        .average()
                        .orElse(-1);
                words.add(model + ", " + method.label() + ": "
                        + (mean < 0
                                ? Numbers.UNDEFINED
                                : "each dataset's highest AUC is " + Numbers.fixed(mean, 2) + " on average"));
            }
        }
        return "AUC by layer. " + String.join(". ", words) + ".";
    }

    private double highest(String model, String dataset, Method method) {
        double highest = -1;
        for (int layer : results.layers(method)) {
            @Nullable AucRow row = results.at(model, dataset, Results.QUIRKY, method, layer);
            if (row != null && row.auc() != null) {
                highest = Math.max(highest, row.auc());
            }
        }
        return highest;
    }
}
