package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** A figure as it grows, panel by panel, in the places that {@link Panels} give. */
final class Sheet {

    private final Panels panels;
    private final JsonObject option;
    private final JsonArray across = new JsonArray();
    private final JsonArray up = new JsonArray();
    private final JsonArray series = new JsonArray();

    Sheet(Panels panels) {
        this.panels = panels;
        option = panels.frame();
    }

    Panels panels() {
        return panels;
    }

    /** The next panel, with guides across it where there are any; returns its number. */
    int panel(JsonObject x, JsonObject y, JsonElement... guides) {
        int panel = up.size();
        x.addProperty("gridIndex", panel);
        y.addProperty("gridIndex", panel);
        across.add(x);
        up.add(y);
        if (guides.length > 0) {
            draw(panel, Series.scatter("", new JsonArray()).silent().set("markLine", Axes.guide(guides)));
        }
        return panel;
    }

    /** Onto what is there already. */
    Sheet draw(int panel, Series drawn) {
        series.add(drawn.set("xAxisIndex", panel).set("yAxisIndex", panel).json());
        return this;
    }

    /** Writes n/a where a value is missing; points are pairs of axis values. */
    Sheet undefined(int panel, JsonArray points) {
        return draw(
                panel,
                Series.scatter("", points)
                        .silent()
                        .set("symbolSize", 1)
                        .set("itemStyle", Json.object("color", "transparent", "opacity", 1))
                        .set(
                                "label",
                                Json.object(
                                        "show",
                                        true,
                                        "formatter",
                                        Numbers.UNDEFINED,
                                        "fontSize",
                                        10,
                                        "position",
                                        "inside")));
    }

    /** Where equal values lie, of two axes from 0 to 1. */
    Sheet diagonal(int panel) {
        JsonArray ends = Json.array(Json.array(0, 0), Json.array(1, 1));
        return draw(panel, Series.line("", ends).silent().stroke(Palette.GREY, 1.2, "solid"));
    }

    /** A further axis along the lower edge of a panel, for its labels; nothing is drawn on it. */
    Sheet labels(int panel, JsonObject x) {
        x.addProperty("gridIndex", panel);
        across.add(x);
        return this;
    }

    /** The legend shows symbols of points, not pieces of lines. */
    Sheet symbolsInLegend() {
        JsonObject legend = option.getAsJsonObject("legend");
        legend.addProperty("itemWidth", 13);
        legend.addProperty("itemHeight", 13);
        return this;
    }

    /** The legend names these by their colours, and all else that it names by symbols in grey. */
    Sheet coloursOf(List<String> names) {
        symbolsInLegend();
        JsonArray entries = new JsonArray();
        for (String entry : panels.legend()) {
            int colour = names.indexOf(entry);
            entries.add(Json.object(
                    "name",
                    entry,
                    "itemStyle",
                    Json.object("color", colour < 0 ? Palette.GREY : Palette.colour(colour))));
        }
        option.getAsJsonObject("legend").add("data", entries);
        for (int i = 0; i < names.size(); i++) {
            draw(
                    0,
                    Series.scatter(names.get(i), new JsonArray())
                            .set("symbol", "roundRect")
                            .colour(Palette.colour(i), 1));
        }
        return this;
    }

    /** For what only this figure has. */
    JsonObject option() {
        return option;
    }

    /** What changes where the page is too narrow for columns; series and axes by their places. */
    JsonObject narrow() {
        return option.getAsJsonArray("media").get(0).getAsJsonObject().getAsJsonObject("option");
    }

    int size() {
        return series.size();
    }

    /** All of it; names at the ends of lines go where there is no room for them. */
    Figure figure(String id, String title, String caption, String alt) {
        option.add("xAxis", across);
        option.add("yAxis", up);
        option.add("series", series);
        LineEnds.hideWhenNarrow(narrow(), series);
        return new Figure(id, title, caption, alt, option, Panels.WIDTH, panels.height(), panels.narrowHeight());
    }
}
