package outlayer.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Steps of a training on a horizontal axis: log2(step + 1), so that most of the room goes to where most is learned. */
record StepAxis(int last) {

    /** Doublings that two labels stay apart. */
    private static final double APART = 1.5;

    /** Where a step stands on the axis. */
    static double at(int step) {
        return Math.log(step + 1.0) / Math.log(2);
    }

    /** ECharts would write the logarithms; {@link #labels} writes the steps. */
    JsonObject axis() {
        return Axes.named(
                Json.object(
                        "type",
                        "value",
                        "min",
                        0,
                        "max",
                        place(Math.max(1, last)),
                        "axisLabel",
                        Json.object("show", false),
                        "axisTick",
                        Json.object("show", false),
                        "axisLine",
                        Json.object("show", true, "onZero", false),
                        "splitLine",
                        Json.object("show", false)),
                "step (log scale)");
    }

    /** Steps under the lower edge of a panel, which lies at that value. */
    Series labels(double floor) {
        JsonArray data = new JsonArray();
        for (int step : labelled()) {
            data.add(Json.object(
                    "value",
                    Json.array(place(step), Json.quantity(floor)),
                    "label",
                    Json.object("formatter", Integer.toString(step))));
        }
        return Series.scatter("", data)
                .silent()
                .set("symbol", "rect")
                .set("symbolSize", Json.array(1, 5))
                .set("symbolOffset", Json.array(0, 3))
                .colour(Palette.GREY, 1)
                .set("label", Json.object("show", true, "position", "bottom", "distance", 4, "fontSize", 12));
    }

    /** 0, powers of four, and the last step in place of one that stands too close to it. */
    List<Integer> labelled() {
        List<Integer> steps = new ArrayList<>(List.of(0));
        for (long step = 1; step < last && at(last) - at((int) step) >= APART; step *= 4) {
            steps.add((int) step);
        }
        if (last > 0) {
            steps.add(last);
        }
        return List.copyOf(steps);
    }

    static JsonElement place(int step) {
        return Json.quantity(at(step));
    }
}
