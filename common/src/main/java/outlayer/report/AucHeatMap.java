package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import outlayer.evaluate.AucRow;

/** Layer by dataset, for one method: a panel per model, colour from orange (below chance) over white (0.5) to blue. */
final class AucHeatMap {

    /** Above this many layers a number no longer fits its cell. */
    private static final int MOST_LABELLED = 16;

    private final Results results;
    private final Method method;

    AucHeatMap(Results results, Method method) {
        this.results = results;
        this.method = method;
    }

    Figure figure() {
        int longest = results.datasets().stream().mapToInt(String::length).max().orElse(8);
        Panels panels = new Panels(
                method.label(),
                results.models(),
                List.of("AUC"),
                1,
                Math.max(60, 26 * results.datasets().size()),
                Math.min(150, 16 + 7 * longest),
                28,
                52);
        List<String> layers =
                results.layers(method).stream().map(String::valueOf).toList();
        Sheet sheet = new Sheet(panels);
        for (int panel = 0; panel < results.models().size(); panel++) {
            JsonObject across = Json.object(
                    "type", "category", "data", Json.list(layers), "axisTick", hidden(), "axisLine", hidden());
            JsonObject up = Axes.names(results.datasets(), 130);
            up.add("axisLine", hidden());
            sheet.panel(Axes.named(across, "layer"), up);
            JsonArray missing = new JsonArray();
            sheet.draw(panel, cells(panel, missing));
            sheet.undefined(panel, missing);
        }
        sheet.option().remove("legend"); // its row holds the colour scale
        sheet.option().add("visualMap", scale(sheet.size(), panels.left()));
        return sheet.figure(
                "auc-heat-map-" + results.slug(method),
                "AUC by layer and dataset: " + method.label(),
                "The quirky models at a glance. White is no skill (0.5), blue separates Bob from Alice, orange is below chance; n/a:"
                        + " the AUC is undefined there.",
                "Heat map of AUC over layers and datasets; the same numbers as in the figure AUC by layer and in auc.csv.");
    }

    private Series cells(int panel, JsonArray missing) {
        String model = results.models().get(panel);
        boolean labelled = results.layers(method).size() <= MOST_LABELLED;
        JsonArray data = new JsonArray();
        for (String dataset : results.datasets()) {
            for (int layer : results.layers(method)) {
                AucRow row = results.at(model, dataset, Results.QUIRKY, method, layer);
                if (row == null || row.auc() == null) {
                    missing.add(Json.array(String.valueOf(layer), dataset));
                } else {
                    data.add(cell(dataset, layer, row, labelled));
                }
            }
        }
        return Series.heatMap(model, data)
                .set("itemStyle", Json.object("borderColor", "#ffffff", "borderWidth", 1))
                .set("label", Json.object("show", labelled, "fontSize", 11))
                .columns(
                        Json.object("name", "layer", "type", "ordinal"),
                        Json.object("name", "dataset", "type", "ordinal"),
                        "AUC")
                .set("encode", Json.object("x", 0, "y", 1, "value", 2, "tooltip", Json.array(1, 0, 2)));
    }

    private static JsonElement cell(String dataset, int layer, AucRow row, boolean labelled) {
        JsonArray value = Json.array(String.valueOf(layer), dataset, Json.share(row.auc()));
        return labelled
                ? Json.object("value", value, "label", Json.object("formatter", Numbers.fixed(row.auc(), 2)))
                : value;
    }

    /** Every second series holds cells; the others write n/a and keep their grey. */
    private static JsonObject scale(int series, int left) {
        List<Integer> cells = new ArrayList<>();
        for (int i = 0; i < series; i += 2) {
            cells.add(i);
        }
        return Json.object(
                "type",
                "continuous",
                "seriesIndex",
                Json.list(cells),
                "dimension",
                2,
                "min",
                0,
                "max",
                1,
                "calculable",
                false,
                "orient",
                "horizontal",
                "left",
                left,
                "top",
                30,
                "itemWidth",
                12,
                "itemHeight",
                160,
                "text",
                Json.array("AUC 1", "0"),
                "inRange",
                Json.object("color", Json.list(Palette.DIVERGING)));
    }

    private static JsonObject hidden() {
        return Json.object("show", false);
    }
}
