package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AnswersRow;
import outlayer.evaluate.Correlation;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.SeparationRow;

/** Does what lies apart inside come out in the answers: centroid separation against three sizes of the log-odds. */
final class SeparationAgainstAnswers {

    private static final String FEATURE = "activations";

    /** What a panel shows over the separation. */
    private enum Size {
        LOGITS("logit separation, Yes and No"),
        VARIANCE("variance of the log-odds"),
        CHARACTERS("Alice-Bob separation");

        private final String words;

        Size(String words) {
            this.words = words;
        }

        private @Nullable Double of(Results results, String model, String dataset) {
            AnswersRow answers = results.answers(model, dataset, Results.QUIRKY);
            QuirkinessRow quirk = results.quirkiness(model, dataset, Results.QUIRKY);
            return switch (this) {
                case LOGITS -> answers == null ? null : answers.logitSeparation();
                case VARIANCE -> answers == null ? null : answers.logitVariance();
                case CHARACTERS -> quirk == null || quirk.quirkinessSum() == null ? null : quirk.quirkinessSum() / 2;
            };
        }
    }

    private final Results results;

    private SeparationAgainstAnswers(Results results) {
        this.results = results;
    }

    /** One figure; none where log-odds were not summed up. */
    static List<FigureGroup.Choice> choices(Results results) {
        return results.hasAnswers()
                ? List.of(new FigureGroup.Choice("quirky models", new SeparationAgainstAnswers(results).figure()))
                : List.of();
    }

    private Figure figure() {
        List<String> names = new ArrayList<>();
        JsonArray x = new JsonArray();
        JsonArray y = new JsonArray();
        JsonArray series = new JsonArray();
        List<String> alt = new ArrayList<>();
        for (Size size : Size.values()) {
            int panel = x.size();
            List<Double> inside = new ArrayList<>();
            List<Double> outside = new ArrayList<>();
            for (int model = 0; model < results.models().size(); model++) {
                for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                    String modelName = results.models().get(model);
                    String datasetName = results.datasets().get(dataset);
                    Double s = separation(modelName, datasetName);
                    Double answer = size.of(results, modelName, datasetName);
                    JsonArray data = new JsonArray();
                    if (s != null && answer != null) {
                        inside.add(s);
                        outside.add(answer);
                        data.add(Json.array(Json.quantity(s), Json.quantity(answer)));
                    }
                    series.add(points(panel, model, dataset, data));
                }
            }
            String correlation = words(inside, outside);
            names.add(correlation);
            alt.add(size.words + ": " + correlation);
            Scale scale = Scale.around(
                    Math.min(0, outside.stream().mapToDouble(v -> v).min().orElse(0)),
                    outside.stream().mapToDouble(v -> v).max().orElse(1));
            JsonObject axis =
                    Axes.named(Json.object("gridIndex", panel, "type", "value", "min", 0), "mean S over layers");
            axis.add("axisLabel", Json.object("hideOverlap", true));
            x.add(axis);
            y.add(scale.axis(panel, size.words));
        }
        Panels panels = new Panels(
                "Centroid separation of " + FEATURE + " against answers",
                names,
                results.datasets(),
                3,
                240,
                56,
                16,
                48);
        JsonObject option = panels.frame();
        JsonObject datasets = option.getAsJsonObject("legend");
        datasets.addProperty("itemWidth", 13);
        datasets.addProperty("itemHeight", 13);
        datasets.add("itemStyle", Json.object("color", Palette.GREY));
        option.add("legend", Json.array(datasets, modelKey()));
        for (int model = 0; model < results.models().size(); model++) {
            series.add(Json.object(
                    "type",
                    "scatter",
                    "name",
                    results.models().get(model),
                    "symbol",
                    "roundRect",
                    "itemStyle",
                    Json.object("color", Palette.colour(model), "opacity", 1),
                    "data",
                    Json.array()));
        }
        option.add("xAxis", x);
        option.add("yAxis", y);
        option.add("series", series);
        return new Figure(
                "separation-against-answers",
                "Centroid separation against answers",
                "A point per quirky model (colour) and dataset (symbol). S is the squared distance of the two characters'"
                        + " centroids over the trace of their pooled covariance, averaged over layers; log-odds are in nats, over all"
                        + " test examples; Alice-Bob separation is the mean log-odds of the own label where the labels differ.",
                "Centroid separation against answers. " + String.join("; ", alt) + ".",
                option,
                Panels.WIDTH,
                panels.height(),
                panels.narrowHeight());
    }

    /** Above the panels, beside the heading: which colour is which model. */
    private JsonObject modelKey() {
        return Json.object(
                "data",
                Json.list(results.models()),
                "selectedMode",
                false,
                "right",
                8,
                "top",
                2,
                "itemWidth",
                14,
                "textStyle",
                Json.object("width", 160, "overflow", "truncate"));
    }

    private @Nullable Double separation(String model, String dataset) {
        List<Double> defined = new ArrayList<>();
        for (int layer : results.separationLayers(FEATURE)) {
            SeparationRow row = results.separation(model, dataset, Results.QUIRKY, FEATURE, layer);
            if (row != null && row.separation() != null) {
                defined.add(row.separation());
            }
        }
        return defined.isEmpty()
                ? null
                : Double.valueOf(defined.stream().mapToDouble(s -> s).average().orElseThrow());
    }

    private static String words(List<Double> x, List<Double> y) {
        Optional<Correlation> found = Correlation.of(
                x.stream().mapToDouble(v -> v).toArray(),
                y.stream().mapToDouble(v -> v).toArray());
        return found.map(c -> String.format(
                        Locale.ROOT, "r = %.2f [%.2f, %.2f], n = %d", c.pearson(), c.low(), c.high(), c.pairs()))
                .orElse("too few points for r");
    }

    private JsonObject points(int panel, int model, int dataset, JsonArray data) {
        return Json.object(
                "type",
                "scatter",
                "name",
                results.datasets().get(dataset),
                "xAxisIndex",
                panel,
                "yAxisIndex",
                panel,
                "symbol",
                Palette.symbol(dataset),
                "symbolSize",
                11,
                "itemStyle",
                Json.object("color", Palette.colour(model), "opacity", 0.9),
                "dimensions",
                Json.array("S", results.models().get(model)),
                "data",
                data);
    }
}
