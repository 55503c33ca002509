package outlayer.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/** Axes and guides that several figures share, so that an AUC is always drawn from 0 to 1 with a line at one half. */
final class Axes {

    private static final int SLANT_DEGREES = 50;
    private static final int LONGEST_LABEL = 110;

    private Axes() {}

    static JsonObject auc(String name) {
        return Json.object(
                "type",
                "value",
                "min",
                0,
                "max",
                1,
                "interval",
                0.25,
                "name",
                name,
                "nameLocation",
                "middle",
                "nameGap",
                38,
                "axisLine",
                Json.object("show", true, "onZero", false),
                "nameTextStyle",
                Json.object("fontSize", 12));
    }

    static JsonObject value(String name, int min, int max, int step) {
        return named(Json.object("type", "value", "min", min, "max", max, "interval", step), name);
    }

    /** Whole layers only; light, since the lines matter. */
    static JsonObject layers(int last) {
        JsonObject axis = value("layer", 0, Math.max(1, last), Math.max(1, (last + 11) / 12));
        axis.add("splitLine", Json.object("show", false));
        return axis;
    }

    static JsonObject named(JsonObject axis, String name) {
        axis.addProperty("name", name);
        axis.addProperty("nameLocation", "middle");
        axis.addProperty("nameGap", 26);
        axis.add("nameTextStyle", Json.object("fontSize", 12));
        return axis;
    }

    /** A category axis of datasets; labels slant where they would meet. */
    static JsonObject datasets(List<String> datasets, int plotWidth) {
        return Json.object(
                "type",
                "category",
                "data",
                Json.list(datasets),
                "position",
                "bottom",
                "axisTick",
                Json.object("show", false),
                "axisLabel",
                datasetLabels(datasets, plotWidth));
    }

    /** A vertical axis of names, the first on top, of at most so many pixels. */
    static JsonObject names(List<String> names, int width) {
        return Json.object(
                "type",
                "category",
                "inverse",
                true,
                "data",
                Json.list(names),
                "axisTick",
                Json.object("show", false),
                "axisLabel",
                Json.object("interval", 0, "width", width, "overflow", "truncate"));
    }

    /** Room that slanting dataset names need below their axis, in pixels. */
    static int roomBelow(List<String> datasets) {
        int longest = datasets.stream().mapToInt(String::length).max().orElse(1);
        return 28 + (int) (Math.min(LONGEST_LABEL, 7 * longest) * Math.sin(Math.toRadians(SLANT_DEGREES)));
    }

    static JsonObject datasetLabels(List<String> datasets, int plotWidth) {
        int longest = datasets.stream().mapToInt(String::length).max().orElse(1);
        boolean meet = datasets.size() * (7 * longest + 6) > plotWidth;
        return Json.object(
                "interval", 0, "rotate", meet ? SLANT_DEGREES : 0, "width", LONGEST_LABEL, "overflow", "truncate");
    }

    /** A guide across a panel: at no skill, or at zero. */
    static JsonObject guide(JsonElement... places) {
        return Json.object(
                "silent",
                true,
                "symbol",
                "none",
                "label",
                Json.object("show", false),
                "lineStyle",
                Json.object("color", Palette.GREY, "width", 1.2, "type", "solid"),
                "data",
                Json.array((Object[]) places));
    }

    static JsonObject chance() {
        return Json.object("yAxis", 0.5);
    }
}
