package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AnswersRow;
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
        List<String> legend = new ArrayList<>(results.models());
        legend.addAll(results.datasets());
        Panels panels = new Panels(
                "Centroid separation of " + FEATURE + " against answers",
                Arrays.stream(Size.values()).map(size -> size.words).toList(),
                legend,
                3,
                240,
                56,
                16,
                48);
        Sheet sheet = new Sheet(panels);
        List<String> alt = new ArrayList<>();
        for (Size size : Size.values()) {
            List<Series> points = new ArrayList<>();
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
                    points.add(points(model, dataset, data));
                }
            }
            alt.add(size.words + ": "
                    + Numbers.correlation(
                            inside.stream().mapToDouble(v -> v).toArray(),
                            outside.stream().mapToDouble(v -> v).toArray()));
            Scale scale = Scale.around(
                    Math.min(0, outside.stream().mapToDouble(v -> v).min().orElse(0)),
                    outside.stream().mapToDouble(v -> v).max().orElse(1));
            JsonObject axis = Axes.named(Json.object("type", "value", "min", 0), "mean S over layers");
            axis.add("axisLabel", Json.object("hideOverlap", true));
            int panel = sheet.panel(axis, scale.axis("nats" + (size == Size.VARIANCE ? " squared" : "")));
            points.forEach(series -> sheet.draw(panel, series));
        }
        sheet.coloursOf(results.models());
        return sheet.figure(
                "separation-against-answers",
                "Centroid separation against answers",
                "A point per quirky model (colour) and dataset (symbol). S is the squared distance of the two characters'"
                        + " centroids over the trace of their pooled covariance, averaged over layers; log-odds are in nats, over all"
                        + " test examples; Alice-Bob separation is the mean log-odds of the own label where the labels differ. "
                        + String.join("; ", alt) + ".",
                "Centroid separation against answers. " + String.join("; ", alt) + ".");
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

    private Series points(int model, int dataset, JsonArray data) {
        return Series.scatter(results.datasets().get(dataset), data)
                .symbol(Palette.symbol(dataset), 11)
                .colour(Palette.colour(model), 0.9)
                .columns("S", results.models().get(model));
    }
}
