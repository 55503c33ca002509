package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names at the ends of lines, so that a reader need not go back to the legend. */
final class LineEnds {

    private LineEnds() {}

    /** The line's name, moved down by so many pixels. */
    static JsonObject label(double offset) {
        return Json.object(
                "show",
                true,
                "formatter",
                "{a}",
                "distance",
                8,
                "offset",
                Json.array(0, Json.quantity(offset)),
                "fontSize",
                11,
                "width",
                100,
                "overflow",
                "truncate");
    }

    /**
     * How far each line's name moves down from the line's end so that names of one panel do not overlap.
     *
     * @param ends how far below the upper edge each line ends, in pixels; null for a line without points
     * @param height of the panel, in pixels
     */
    static double[] offsets(List<@Nullable Double> ends, double height) {
        double[] offsets = new double[ends.size()];
        List<Integer> drawn = new ArrayList<>();
        List<Double> places = new ArrayList<>();
        for (int line = 0; line < offsets.length; line++) {
            Double end = ends.get(line);
            if (end != null) {
                drawn.add(line);
                places.add(end);
            }
        }
        double[] spread = LabelPlaces.spread(places.stream().mapToDouble(y -> y).toArray(), height);
        for (int i = 0; i < spread.length; i++) {
            offsets[drawn.get(i)] = spread[i] - places.get(i);
        }
        return offsets;
    }

    /** Takes the names away where the page has no room for them; nothing where no line has one. */
    static void hideWhenNarrow(JsonObject narrow, JsonArray series) {
        JsonArray bare = new JsonArray();
        boolean any = false;
        for (JsonElement drawn : series) {
            boolean named = drawn.getAsJsonObject().has("endLabel");
            bare.add(named ? Json.object("endLabel", Json.object("show", false)) : new JsonObject());
            any |= named;
        }
        if (any) {
            narrow.add("series", bare);
        }
    }
}
