package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import outlayer.evaluate.AucRow;

/**
 * AUC over all layers with its 95 % interval, for one detector under all its settings: per dataset one bar per setting, filled
 * for the quirky model and hollow for its base. Bars stand on a numeric axis (dataset j around j), since only there an interval
 * can be drawn onto a bar of a group without a function in the option.
 */
final class AggregateBars {

    private static final double GROUP = 0.84;

    private record Bar(String variant, Method method, int colour) {

        String name() {
            String settings = method.params().isBlank() ? method.detector() : method.params();
            return (variant.equals(Results.QUIRKY) ? "quirky, " : "base control, ") + settings;
        }
    }

    private final Results results;
    private final List<Method> family;
    private final List<Bar> bars = new ArrayList<>();

    AggregateBars(Results results, List<Method> family) {
        this.results = results;
        this.family = List.copyOf(family);
        for (String variant : List.of(Results.QUIRKY, Results.BASE)) {
            for (int i = 0; i < family.size(); i++) {
                bars.add(new Bar(variant, family.get(i), i));
            }
        }
    }

    Figure figure() {
        Method head = family.get(0).family();
        int columns = results.datasets().size() * bars.size() > 24 ? 1 : 2;
        Panels panels = new Panels(
                head.label() + ", over all layers",
                results.models(),
                bars.stream().map(Bar::name).toList(),
                columns,
                250,
                52,
                24,
                Axes.roomBelow(results.datasets()));
        Sheet sheet = new Sheet(panels);
        JsonArray narrowX = new JsonArray();
        JsonArray narrowSeries = new JsonArray();
        int n = results.datasets().size();
        for (int panel = 0; panel < results.models().size(); panel++) {
            sheet.panel(positions(), Axes.auc("ROC AUC"), Axes.chance());
            narrowX.add(new JsonObject());
            narrowSeries.add(new JsonObject());
            JsonArray missing = new JsonArray();
            for (int b = 0; b < bars.size(); b++) {
                sheet.draw(panel, series(panel, b, width(panels.plotWidth(false), n), missing));
                narrowSeries.add(Json.object("barWidth", width(panels.plotWidth(true), n)));
            }
            sheet.undefined(panel, missing);
            narrowSeries.add(new JsonObject());
        }
        for (int panel = 0; panel < results.models().size(); panel++) {
            sheet.labels(panel, Axes.datasets(results.datasets(), panels.plotWidth(false)));
            narrowX.add(Json.object("axisLabel", Axes.datasetLabels(results.datasets(), panels.plotWidth(true))));
        }
        sheet.narrow().add("xAxis", narrowX);
        sheet.narrow().add("series", narrowSeries);
        return sheet.figure(
                "auc-over-layers-" + results.slug(head),
                "AUC over all layers: " + head.label(),
                "The score averaged over layers, or the joint detector's own, with 95 % intervals after DeLong. Filled: the quirky"
                        + " model; hollow: its base before fine-tuning, the negative control. The line at 0.5 is no skill.",
                alt());
    }

    private int width(int plotWidth, int datasets) {
        return (int) Math.max(2, Math.min(30, 0.86 * GROUP * plotWidth / datasets / bars.size()));
    }

    private JsonObject positions() {
        return Json.object(
                "type", "value", "min", -0.5, "max", results.datasets().size() - 0.5, "show", false);
    }

    private Series series(int panel, int b, int width, JsonArray missing) {
        Bar bar = bars.get(b);
        boolean quirky = bar.variant().equals(Results.QUIRKY);
        JsonArray data = new JsonArray();
        JsonArray intervals = new JsonArray();
        for (int j = 0; j < results.datasets().size(); j++) {
            double x = j + GROUP * ((b + 0.5) / bars.size() - 0.5);
            String dataset = results.datasets().get(j);
            AucRow row = results.overall(results.models().get(panel), dataset, bar.variant(), bar.method());
            if (row == null || row.auc() == null) {
                missing.add(Json.array(Json.quantity(x), 0.04));
                continue;
            }
            data.add(Json.array(
                    Json.quantity(x),
                    Json.share(row.auc()),
                    Json.share(row.aucLow()),
                    Json.share(row.aucHigh()),
                    dataset));
            if (row.aucLow() != null && row.aucHigh() != null) {
                intervals.add(Json.array(
                        Series.end(Json.quantity(x), Json.share(row.aucLow())),
                        Series.end(Json.quantity(x), Json.share(row.aucHigh()))));
            }
        }
        String colour = Palette.colour(bar.colour());
        JsonObject look = quirky
                ? Json.object("color", colour)
                : Json.object(
                        "color", "transparent", "borderColor", colour, "borderWidth", 1.5, "borderType", "dashed");
        return Series.bar(bar.name(), data)
                .set("barWidth", width)
                .set("barGap", "-100%")
                .set("itemStyle", look)
                .columns("place", "AUC", "95 % low", "95 % high", Json.object("name", "dataset", "type", "ordinal"))
                .tooltip(4, 1, 2, 3)
                .set(
                        "markLine",
                        Json.object(
                                "silent",
                                true,
                                "symbol",
                                "rect",
                                "symbolSize",
                                Json.array(Math.max(4, width / 3), 1.5),
                                "label",
                                Json.object("show", false),
                                "lineStyle",
                                Json.object("width", 1.5, "type", "solid"),
                                "data",
                                intervals));
    }

    private String alt() {
        List<String> lines = new ArrayList<>();
        for (String model : results.models()) {
            for (String dataset : results.datasets()) {
                List<String> values = new ArrayList<>();
                for (Bar bar : bars) {
                    values.add(bar.name() + " "
                            + Numbers.explained(results.overall(model, dataset, bar.variant(), bar.method())));
                }
                lines.add(model + ", " + dataset + ": " + String.join("; ", values) + ".");
            }
        }
        return "AUC over all layers. " + String.join(" ", lines);
    }
}
