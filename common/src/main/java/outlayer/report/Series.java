package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/** One series of a chart: a name, its data and how they look. A {@link Sheet} puts it onto a panel. */
final class Series {

    private final JsonObject json;

    private Series(String type, String name, JsonArray data) {
        json = Json.object("type", type, "name", name, "data", data);
    }

    static Series line(String name, JsonArray data) {
        return new Series("line", name, data);
    }

    static Series scatter(String name, JsonArray data) {
        return new Series("scatter", name, data);
    }

    static Series bar(String name, JsonArray data) {
        return new Series("bar", name, data);
    }

    static Series heatMap(String name, JsonArray data) {
        return new Series("heatmap", name, data);
    }

    /** A line of the n-th of several datasets, in its symbol and colour, in front of what is there for comparison. */
    static Series lineOfDataset(int index, String name, JsonArray data) {
        return line(name, data)
                .symbol(Palette.symbol(index), 8)
                .set("showAllSymbol", true)
                .set("itemStyle", Json.object("color", Palette.colour(index)))
                .set("lineStyle", Json.object("width", 2))
                .set("z", 3);
    }

    /** Points of the n-th of several datasets, in its symbol and colour. */
    static Series ofDataset(int index, String name, JsonArray data) {
        return scatter(name, data).symbol(Palette.symbol(index), 11).colour(Palette.colour(index), 1);
    }

    /** Rings around places that matter. */
    static Series rings(String name, JsonArray data) {
        return scatter(name, data)
                .silent()
                .symbol("circle", 13)
                .set("z", 4)
                .set(
                        "itemStyle",
                        Json.object(
                                "color", "transparent", "borderColor", Palette.GREY, "borderWidth", 2, "opacity", 1));
    }

    Series symbol(String symbol, int size) {
        return set("symbol", symbol).set("symbolSize", size);
    }

    Series colour(String colour, double opacity) {
        return set("itemStyle", Json.object("color", colour, "opacity", opacity));
    }

    /** A line without its points. */
    Series stroke(String colour, double width, String dash) {
        return set("symbol", "none")
                .set("itemStyle", Json.object("color", colour))
                .set("lineStyle", Json.object("width", width, "type", dash));
    }

    /** What each column of the data is called. */
    Series columns(Object... names) {
        return set("dimensions", Json.array(names));
    }

    /** Which columns a tooltip shows, in its order; the first two are the place of a point. */
    Series tooltip(Object... columns) {
        return set("encode", Json.object("x", 0, "y", 1, "tooltip", Json.array(columns)));
    }

    /** Draws bars of uncertainty, or whatever leads from one place to another: pairs of {@link #end}. */
    Series segments(JsonArray pairs, String colour, double width) {
        return set(
                "markLine",
                Json.object(
                        "silent",
                        true,
                        "symbol",
                        "none",
                        "label",
                        Json.object("show", false),
                        "lineStyle",
                        Json.object("color", colour, "width", width, "type", "solid"),
                        "data",
                        pairs));
    }

    /** Of a segment. */
    static JsonObject end(JsonElement x, JsonElement y) {
        return Json.object("coord", Json.array(x, y));
    }

    /** Not hovered over. */
    Series silent() {
        return set("silent", true);
    }

    Series set(String member, @Nullable Object value) {
        Json.object(member, value).entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
        return this;
    }

    JsonObject json() {
        return json;
    }
}
