package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * Where the panels of one figure stand: in columns on paper, one below the other on a phone. Above them a heading, a legend of
 * as many rows as it needs, and over each panel its name. All lengths in pixels.
 *
 * @param left room for the labels of the vertical axis
 * @param right room for direct labels at the line ends
 * @param below room for the labels and name of the horizontal axis
 */
record Panels(
        String heading,
        List<String> names,
        List<String> legend,
        int columns,
        int plotHeight,
        int left,
        int right,
        int below) {

    static final int WIDTH = 960;

    /** Narrowest page to be served. */
    private static final int PHONE = 340;

    /** Letters that a panel's name may have before it is set smaller. */
    private static final int LONG_NAME = 40;

    private static final int HEADING = 28;
    private static final int NAME = 26;
    private static final int LEGEND_ENTRY = 14;

    /** Between entries of the legend, across and down; wide, since ECharts guesses the width of text where there are no fonts. */
    private static final int GAP = 22;

    /** Titles, legend, grids, and the same restacked below {@link #WIDTH}; axes and series are the caller's. */
    JsonObject frame() {
        return Json.object(
                "animation",
                false,
                "title",
                titles(false),
                "legend",
                Json.object(
                        "data",
                        Json.list(legend),
                        "top",
                        HEADING,
                        "left",
                        left - 6,
                        "right",
                        8,
                        "itemGap",
                        GAP,
                        "itemWidth",
                        26,
                        "textStyle",
                        Json.object("width", 160, "overflow", "truncate")),
                "tooltip",
                Json.object("trigger", "item", "confine", true),
                "grid",
                grids(false),
                "media",
                Json.array(Json.object(
                        "query",
                        Json.object("maxWidth", WIDTH - 1),
                        "option",
                        Json.object("title", titles(true), "grid", grids(true)))));
    }

    int height() {
        return header(false) + rows(columns) * (NAME + plotHeight + below);
    }

    int narrowHeight() {
        return header(true) + rows(1) * (NAME + plotHeight + below);
    }

    /** Width of a panel's plot on paper, or on a phone. */
    int plotWidth(boolean narrow) {
        return (narrow ? PHONE : WIDTH / columns) - left - right(narrow);
    }

    /** Direct labels leave a phone no room for the lines; the legend names them there. */
    private int right(boolean narrow) {
        return narrow ? 18 : right;
    }

    private JsonArray titles(boolean narrow) {
        JsonArray titles = new JsonArray();
        titles.add(Json.object(
                "text",
                heading,
                "left",
                0,
                "top",
                4,
                "padding",
                0,
                "textStyle",
                Json.object(
                        "fontSize",
                        13,
                        "fontWeight",
                        "normal",
                        "width",
                        narrow ? PHONE : WIDTH,
                        "overflow",
                        "truncate")));
        for (int i = 0; i < names.size(); i++) {
            titles.add(Json.object(
                    "text",
                    names.get(i),
                    "left",
                    x(i, narrow),
                    "top",
                    y(i, narrow) - NAME + 4,
                    "padding",
                    0,
                    "textStyle",
                    Json.object(
                            "fontSize",
                            names.get(i).length() > LONG_NAME ? 12 : 14,
                            "fontWeight",
                            "bold",
                            "width",
                            (narrow ? PHONE : WIDTH / columns) - left,
                            "overflow",
                            "truncate")));
        }
        return titles;
    }

    private JsonArray grids(boolean narrow) {
        JsonArray grids = new JsonArray();
        for (int i = 0; i < names.size(); i++) {
            int end = narrow ? right(true) : WIDTH - x(i, false) - plotWidth(false);
            grids.add(Json.object("left", x(i, narrow), "right", end, "top", y(i, narrow), "height", plotHeight));
        }
        return grids;
    }

    private int x(int panel, boolean narrow) {
        return left + (narrow ? 0 : panel % columns * (WIDTH / columns));
    }

    private int y(int panel, boolean narrow) {
        int row = narrow ? panel : panel / columns;
        return header(narrow) + row * (NAME + plotHeight + below) + NAME;
    }

    private int rows(int columns) {
        return (names.size() + columns - 1) / columns;
    }

    private int header(boolean narrow) {
        int room = (narrow ? PHONE : WIDTH) - left;
        int rows = legend.isEmpty() ? 0 : 1;
        int used = 0;
        for (String entry : legend) {
            int width = 26 + 5 + GAP + Math.min(160, 7 * entry.length());
            if (used > 0 && used + width > room) {
                rows++;
                used = 0;
            }
            used += width;
        }
        return HEADING + rows * (LEGEND_ENTRY + GAP) - (rows == 0 ? 0 : GAP - 12);
    }
}
