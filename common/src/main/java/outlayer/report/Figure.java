package outlayer.report;

import com.google.gson.JsonObject;

/**
 * One chart, drawn alike in the page and as SVG.
 *
 * @param id name of its file and of its element in the page
 * @param caption how to read it, for everybody
 * @param alt what it shows, for those who do not see it
 * @param option ECharts option, JSON only (no functions); its {@code media} part restacks the panels below {@code width}
 * @param width width in pixels of the paper form
 * @param narrowHeight height in pixels where the page is narrower than that
 */
public record Figure(
        String id,
        String title,
        String caption,
        String alt,
        JsonObject option,
        int width,
        int height,
        int narrowHeight) {

    public Figure {
        if (!id.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "Figure id \"" + id + "\", expected lower-case letters, digits and dashes");
        }
    }

    /** Path of its SVG beside the page. */
    public String path() {
        return "figures/" + id + ".svg";
    }
}
