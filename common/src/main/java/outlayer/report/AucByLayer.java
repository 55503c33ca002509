package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucRow;

/** AUC against layer for one method: a panel per model, a line per dataset, the untuned base beside it. */
final class AucByLayer {

    private static final String BASE_NAME = "base control";

    private final Results results;
    private final Method method;

    AucByLayer(Results results, Method method) {
        this.results = results;
        this.method = method;
    }

    Figure figure() {
        List<String> legend = new ArrayList<>(results.datasets());
        legend.add(BASE_NAME);
        Panels panels = new Panels(method.label(), results.models(), legend, 2, 270, 52, 112, 48);
        JsonArray x = new JsonArray();
        JsonArray y = new JsonArray();
        JsonArray series = new JsonArray();
        int last = results.layers(method).stream().mapToInt(l -> l).max().orElse(1);
        for (int panel = 0; panel < results.models().size(); panel++) {
            x.add(Axes.layers(panel, last));
            y.add(Axes.auc(panel, "ROC AUC"));
            series.add(Axes.guides(panel, Axes.chance()));
            double[] labels = labelOffsets(panel, panels.plotHeight());
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                series.add(line(panel, dataset, Results.BASE));
                JsonObject line = line(panel, dataset, Results.QUIRKY);
                line.add("endLabel", LineEnds.label(labels[dataset]));
                series.add(line);
            }
        }
        JsonObject option = panels.frame();
        option.add("xAxis", x);
        option.add("yAxis", y);
        option.add("series", series);
        LineEnds.hideWhenNarrow(option, series);
        return new Figure(
                "auc-by-layer-" + results.slug(method),
                "AUC by layer: " + method.label(),
                "How well the score of each layer separates Bob's prompts from Alice's. Solid: the quirky model; dashed grey: the"
                        + " same base before fine-tuning, which should stay at one half. Layers where the AUC is undefined are"
                        + " left out. The line at 0.5 is no skill.",
                alt(),
                option,
                Panels.WIDTH,
                panels.height(),
                panels.narrowHeight());
    }

    private JsonObject line(int panel, int dataset, String variant) {
        boolean quirky = variant.equals(Results.QUIRKY);
        String name = results.datasets().get(dataset);
        JsonArray data = new JsonArray();
        for (int layer : results.layers(method)) {
            AucRow row = row(panel, dataset, variant, layer);
            if (row != null && row.auc() != null) {
                data.add(Json.array(layer, Json.share(row.auc()), Json.share(row.aucLow()), Json.share(row.aucHigh())));
            }
        }
        return Json.object(
                "type",
                "line",
                "name",
                quirky ? name : BASE_NAME,
                "xAxisIndex",
                panel,
                "yAxisIndex",
                panel,
                "symbol",
                quirky ? Palette.symbol(dataset) : "none",
                "symbolSize",
                8,
                "showAllSymbol",
                true,
                "z",
                quirky ? 3 : 2,
                "itemStyle",
                Json.object("color", quirky ? Palette.colour(dataset) : Palette.GREY),
                "lineStyle",
                quirky ? Json.object("width", 2) : Json.object("width", 1.2, "type", "dashed"),
                "dimensions",
                Json.array("layer", "AUC, " + name, "95 % low", "95 % high"),
                "encode",
                Json.object("x", 0, "y", 1, "tooltip", Json.array(0, 1, 2, 3)),
                "data",
                data);
    }

    private double[] labelOffsets(int panel, double height) {
        List<@Nullable Double> ends = new ArrayList<>();
        for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
            Double end = null;
            for (int layer : results.layers(method)) {
                AucRow row = row(panel, dataset, Results.QUIRKY, layer);
                end = row == null || row.auc() == null ? end : Double.valueOf((1 - row.auc()) * height);
            }
            ends.add(end);
        }
        return LineEnds.offsets(ends, height);
    }

    private @Nullable AucRow row(int panel, int dataset, String variant, int layer) {
        return results.at(results.models().get(panel), results.datasets().get(dataset), variant, method, layer);
    }

    /** The range of each line and where its highest point is. */
    private String alt() {
        List<String> models = new ArrayList<>();
        for (int panel = 0; panel < results.models().size(); panel++) {
            List<String> lines = new ArrayList<>();
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                lines.add(range(panel, dataset));
            }
            models.add(results.models().get(panel) + ": " + String.join("; ", lines) + ".");
        }
        return "AUC by layer, " + method.label() + ". " + String.join(" ", models);
    }

    private String range(int panel, int dataset) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        int best = -1;
        for (int layer : results.layers(method)) {
            AucRow row = row(panel, dataset, Results.QUIRKY, layer);
            if (row != null && row.auc() != null) {
                low = Math.min(low, row.auc());
                if (row.auc() > high) {
                    high = row.auc();
                    best = layer;
                }
            }
        }
        String name = results.datasets().get(dataset);
        return best < 0
                ? name + " n/a"
                : String.format(Locale.ROOT, "%s from %.2f to %.2f, highest at layer %d", name, low, high, best);
    }
}
