package outlayer.training;

import java.util.List;

/**
 * What a training went through.
 *
 * @param points in the order of steps, the state before the first step included
 * @param seconds of training that each point was reached after, those of interrupted attempts included as far as they counted
 * @param kept the point whose weights were kept
 */
public record LearningCurve(List<CurvePoint> points, List<Double> seconds, CurvePoint kept) {}
