package outlayer.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a flow's training has come; with its weights and their moments all that the rest of it depends on.
 *
 * @param options of the training
 * @param origin of its rows
 * @param step optimiser steps taken
 * @param trainLoss running mean; null before the first step
 * @param learningRate of the last step; null before the first one
 * @param gradientNorm of the last step; null before the first one
 * @param points of the curve so far
 * @param seconds each point was reached after
 */
record FlowProgress(
        FlowOptions options,
        Map<String, String> origin,
        int step,
        long rows,
        @Nullable Double trainLoss,
        @Nullable Double learningRate,
        @Nullable Double gradientNorm,
        List<FlowPoint> points,
        List<Double> seconds) {

    private static final double SMOOTHING = 0.98;

    FlowProgress {
        origin = new TreeMap<>(origin);
        points = List.copyOf(points);
        seconds = List.copyOf(seconds);
    }

    static FlowProgress begin(FlowOptions options, Map<String, String> origin) {
        return new FlowProgress(options, origin, 0, 0, null, null, null, List.of(), List.of());
    }

    FlowProgress stepped(int batch, double rate, double loss, double norm) {
        double running = trainLoss == null ? loss : SMOOTHING * trainLoss + (1 - SMOOTHING) * loss;
        return new FlowProgress(options, origin, step + 1, rows + batch, running, rate, norm, points, seconds);
    }

    FlowProgress judged(double validationLoss, double after) {
        List<FlowPoint> more = new ArrayList<>(points);
        more.add(new FlowPoint(step, rows, learningRate, trainLoss, gradientNorm, validationLoss));
        List<Double> times = new ArrayList<>(seconds);
        times.add(after);
        return new FlowProgress(options, origin, step, rows, trainLoss, learningRate, gradientNorm, more, times);
    }

    FlowPoint last() {
        return points.get(points.size() - 1);
    }

    /** The point of lowest validation loss, of equals the first. */
    FlowPoint best() {
        return points.stream()
                .min(Comparator.comparingDouble(FlowPoint::validationLoss))
                .orElseThrow();
    }

    /** Whether it ends here. */
    boolean over() {
        if (step == options.rate().steps()) {
            return true;
        }
        int since = points.size() - 1 - points.indexOf(best());
        return options.patience() > 0 && last().step() == step && since >= options.patience();
    }

    FlowCurve curve() {
        return new FlowCurve(points, seconds, best());
    }
}
