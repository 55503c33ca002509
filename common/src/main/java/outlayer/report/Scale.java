package outlayer.report;

import com.google.gson.JsonObject;

/** A value axis from one round number to another, the same for all panels of a quantity. */
record Scale(double low, double high, double step) {

    private static final int MOST_STEPS = 6;

    /** The narrowest that holds both values with at most six steps of 1, 2 or 5 times a power of ten. */
    static Scale around(double least, double most) {
        double span = Math.max(most - least, 1e-3);
        double power = Math.pow(10, Math.floor(Math.log10(span / MOST_STEPS)));
        for (double digit : new double[] {1, 2, 5, 10, 20}) {
            double step = digit * power;
            long first = (long) Math.floor(least / step);
            long last = Math.max(first + 1, (long) Math.ceil(most / step));
            if (last - first <= MOST_STEPS) {
                return new Scale(first * step, last * step, step);
            }
        }
        throw new IllegalArgumentException("Axis from " + least + " to " + most + ", expected finite numbers");
    }

    JsonObject axis(String name) {
        JsonObject axis = Json.object(
                "type",
                "value",
                "min",
                Json.quantity(low),
                "max",
                Json.quantity(high),
                "interval",
                Json.quantity(step),
                "axisLine",
                Json.object("show", true, "onZero", false));
        Axes.named(axis, name).addProperty("nameGap", 38);
        return axis;
    }

    /** How far a value lies below the upper edge of a panel of that height. */
    double below(double value, double height) {
        return (high - value) / (high - low) * height;
    }
}
