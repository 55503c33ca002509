package outlayer.report;

import java.util.List;
import outlayer.training.CurvePoint;

/**
 * What one training of the run went through.
 *
 * @param dataset whose quirk was learned; empty where a base learned to answer truly
 * @param points in the order of steps, that before the first step included
 * @param keptStep the point whose weights were kept
 */
public record TrainedCurve(String model, String dataset, List<CurvePoint> points, int keptStep) {

    private static final String TRUTH = "truth (base)";

    public TrainedCurve {
        points = List.copyOf(points);
        if (points.stream().mapToInt(CurvePoint::step).noneMatch(step -> step == keptStep)) {
            throw new IllegalArgumentException("Learning curve of %s on %s: kept step %d is not among its steps %s"
                    .formatted(
                            model,
                            dataset,
                            keptStep,
                            points.stream().map(CurvePoint::step).toList()));
        }
    }

    /** What was learned, as figures and tables call it. */
    String lesson() {
        return dataset.isEmpty() ? TRUTH : dataset;
    }

    CurvePoint kept() {
        return points.stream()
                .filter(point -> point.step() == keptStep)
                .findFirst()
                .orElseThrow();
    }
}
