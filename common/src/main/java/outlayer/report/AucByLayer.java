package outlayer.report;

import com.google.gson.JsonArray;
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
        Sheet sheet = new Sheet(panels);
        int last = results.layers(method).stream().mapToInt(l -> l).max().orElse(1);
        for (int panel = 0; panel < results.models().size(); panel++) {
            sheet.panel(Axes.layers(last), Axes.auc("ROC AUC"), Axes.chance());
            double[] labels = labelOffsets(panel, panels.plotHeight());
            for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                sheet.draw(panel, base(panel, dataset));
                sheet.draw(panel, quirky(panel, dataset).set("endLabel", LineEnds.label(labels[dataset])));
            }
        }
        return sheet.figure(
                "auc-by-layer-" + results.slug(method),
                "AUC by layer: " + method.label(),
                "How well the score of each layer separates Bob's prompts from Alice's. Solid: the quirky model; dashed grey: the"
                        + " same base before fine-tuning, which should stay at one half. Layers where the AUC is undefined are"
                        + " left out. The line at 0.5 is no skill.",
                alt());
    }

    private Series quirky(int panel, int dataset) {
        String name = results.datasets().get(dataset);
        return described(Series.lineOfDataset(dataset, name, points(panel, dataset, Results.QUIRKY)), dataset);
    }

    private Series base(int panel, int dataset) {
        Series line = Series.line(BASE_NAME, points(panel, dataset, Results.BASE));
        return described(line.set("z", 2).stroke(Palette.GREY, 1.2, "dashed"), dataset);
    }

    private Series described(Series line, int dataset) {
        return line.columns("layer", "AUC, " + results.datasets().get(dataset), "95 % low", "95 % high")
                .tooltip(0, 1, 2, 3);
    }

    private JsonArray points(int panel, int dataset, String variant) {
        JsonArray points = new JsonArray();
        for (int layer : results.layers(method)) {
            AucRow row = row(panel, dataset, variant, layer);
            if (row != null && row.auc() != null) {
                points.add(
                        Json.array(layer, Json.share(row.auc()), Json.share(row.aucLow()), Json.share(row.aucHigh())));
            }
        }
        return points;
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
