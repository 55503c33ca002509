package outlayer.training;

import java.util.List;

/**
 * What a training went through.
 *
 * @param points in the order of steps, the state before the first step included
 * @param kept the point whose weights were kept
 */
public record LearningCurve(List<CurvePoint> points, CurvePoint kept) {}
