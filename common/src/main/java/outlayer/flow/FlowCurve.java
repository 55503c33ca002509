package outlayer.flow;

import java.util.List;

/**
 * How a flow's training went.
 *
 * @param points in the order of steps; the first is the untrained flow, a Gaussian
 * @param seconds after which each was reached
 * @param kept the point of lowest validation loss, whose flow came out
 */
public record FlowCurve(List<FlowPoint> points, List<Double> seconds, FlowPoint kept) {

    public FlowCurve {
        points = List.copyOf(points);
        seconds = List.copyOf(seconds);
    }
}
