package outlayer.report;

import java.util.List;
import outlayer.flow.FlowPoint;

/**
 * What the training of one layer's flow went through.
 *
 * @param points in the order of steps, that before the first step included
 * @param keptStep the point whose flow was kept
 */
public record TrainedFlow(String model, int layer, List<FlowPoint> points, int keptStep) {

    public TrainedFlow {
        points = List.copyOf(points);
        if (points.stream().mapToInt(FlowPoint::step).noneMatch(step -> step == keptStep)) {
            throw new IllegalArgumentException("Flow of %s at layer %d: kept step %d is not among its steps %s"
                    .formatted(
                            model,
                            layer,
                            keptStep,
                            points.stream().map(FlowPoint::step).toList()));
        }
    }

    FlowPoint kept() {
        return points.stream()
                .filter(point -> point.step() == keptStep)
                .findFirst()
                .orElseThrow();
    }
}
