package outlayer.report;

import com.google.gson.JsonArray;
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
        Sheet sheet = new Sheet(panels);
        for (Method method : methods) {
            int last = results.layers(method).stream().mapToInt(l -> l).max().orElse(1);
            for (String model : results.models()) {
                int panel = sheet.panel(Axes.layers(last), Axes.auc("ROC AUC"), Axes.chance());
                for (int dataset = 0; dataset < results.datasets().size(); dataset++) {
                    sheet.draw(panel, line(model, dataset, method));
                }
            }
        }
        return sheet.figure(
                "auc-by-layer-main-" + kind,
                "AUC by layer, main methods (" + kind + ")",
                "How well the score of each layer separates Bob's prompts from Alice's, by method and quirky model; colour and dashes"
                        + " tell the dataset, a method's own figure has markers, intervals and the base. The line at 0.5 is no skill.",
                alt());
    }

    private Series line(String model, int dataset, Method method) {
        String name = results.datasets().get(dataset);
        JsonArray data = new JsonArray();
        for (int layer : results.layers(method)) {
            AucRow row = results.at(model, name, Results.QUIRKY, method, layer);
            if (row != null && row.auc() != null) {
                data.add(Json.array(layer, Json.share(row.auc())));
            }
        }
        return Series.line(name, data)
                .stroke(Palette.colour(dataset), 2, Palette.dash(dataset))
                .columns("layer", "AUC");
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
