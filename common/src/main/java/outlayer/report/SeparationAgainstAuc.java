package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.SeparationRow;

/** Centroid separation against the AUC of the same layer, for one method: colour tells the model, symbol the dataset. */
final class SeparationAgainstAuc {

    private final Results results;
    private final Method method;
    private int drawn;
    private int leftOut;

    SeparationAgainstAuc(Results results, Method method) {
        this.results = results;
        this.method = method;
    }

    Figure figure() {
        Panels panels =
                new Panels(method.label() + ", every layer", List.of(""), results.datasets(), 1, 330, 52, 28, 48);
        JsonArray series = new JsonArray();
        series.add(Axes.guides(0, Axes.chance()));
        for (int model = 0; model < results.models().size(); model++) {
            series.add(modelKey(model));
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                series.add(points(model, dataset));
            }
        }
        JsonObject option = panels.frame();
        JsonObject datasets = option.getAsJsonObject("legend");
        datasets.addProperty("itemWidth", 13);
        datasets.addProperty("itemHeight", 13);
        datasets.add("itemStyle", Json.object("color", Palette.GREY));
        JsonObject models = Json.object(
                "data",
                Json.list(results.models()),
                "selectedMode",
                false,
                "right",
                28,
                "top",
                panels.height() - 140,
                "orient",
                "vertical",
                "itemWidth",
                14,
                "textStyle",
                Json.object("width", 160, "overflow", "truncate"));
        option.add("legend", Json.array(datasets, models));
        JsonObject x = Axes.named(
                Json.object("gridIndex", 0, "type", "log"), "centroid separation S of the layer (log scale)");
        x.add("splitLine", Json.object("show", false));
        option.add("xAxis", Json.array(x));
        option.add("yAxis", Json.array(Axes.auc(0, "ROC AUC")));
        option.add("series", series);
        return new Figure(
                "separation-against-auc-" + results.slug(method),
                "Separation against AUC: " + method.label(),
                "A point per quirky model, dataset and layer. S is the squared distance of Alice's and Bob's centroids over the"
                        + " trace of their pooled covariance. Colour: model; symbol: dataset."
                        + (leftOut == 0
                                ? ""
                                : " Left out, since the AUC is undefined or S is 0: " + Numbers.count(leftOut, "point")
                                        + "."),
                "Centroid separation against AUC by layer, " + Numbers.count(drawn, "point") + ".",
                option,
                Panels.WIDTH,
                panels.height(),
                panels.narrowHeight());
    }

    /** An empty series that shows a model's colour in the legend. */
    private JsonObject modelKey(int model) {
        return Json.object(
                "type",
                "scatter",
                "name",
                results.models().get(model),
                "symbol",
                "roundRect",
                "itemStyle",
                Json.object("color", Palette.colour(model), "opacity", 1),
                "data",
                Json.array());
    }

    private JsonObject points(int model, int dataset) {
        String modelName = results.models().get(model);
        String datasetName = results.datasets().get(dataset);
        JsonArray data = new JsonArray();
        for (int layer : results.layers(method)) {
            AucRow row = results.at(modelName, datasetName, Results.QUIRKY, method, layer);
            SeparationRow separation =
                    results.separation(modelName, datasetName, Results.QUIRKY, method.feature(), layer);
            if (row == null || separation == null) {
                continue;
            }
            if (row.auc() == null || separation.separation() == null || separation.separation() <= 0) {
                leftOut++;
                continue;
            }
            drawn++;
            data.add(Json.array(Json.quantity(separation.separation()), Json.share(row.auc()), layer));
        }
        return Json.object(
                "type",
                "scatter",
                "name",
                datasetName,
                "symbol",
                Palette.symbol(dataset),
                "symbolSize",
                10,
                "itemStyle",
                Json.object("color", Palette.colour(model), "opacity", 0.85),
                "dimensions",
                Json.array("separation", "AUC", "layer of " + modelName),
                "encode",
                Json.object("x", 0, "y", 1, "tooltip", Json.array(2, 0, 1)),
                "data",
                data);
    }

    /** All methods of a page in the order given; one class instance counts one figure. */
    static List<FigureGroup.Choice> choices(Results results) {
        List<FigureGroup.Choice> choices = new ArrayList<>();
        for (Method method : results.methods()) {
            SeparationAgainstAuc chart = new SeparationAgainstAuc(results, method);
            Figure figure = chart.figure();
            if (chart.drawn > 0) {
                choices.add(new FigureGroup.Choice(method.label(), figure));
            }
        }
        return choices;
    }
}
