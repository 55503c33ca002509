package outlayer.stats;

import java.util.Optional;

/**
 * A step along a direction of descent that meets the strong Wolfe conditions (Nocedal and Wright 2006, algorithms 3.5 and 3.6):
 * with phi(a) the objective at x + a p, phi(a) &lt;= phi(0) + c1 a phi'(0) and |phi'(a)| &lt;= c2 |phi'(0)|, c1 = 1e-4, c2 = 0.9.
 *
 * <p>Values may exceed their bounds by a few units in their last place: near the minimum a step gains less than that, while the
 * slopes still tell the way.
 */
final class WolfeLineSearch {

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double GROWTH = 4;
    private static final int EVALUATIONS = 40;

    private final Objective objective;
    private final EvaluatedPoint origin;
    private final double[] direction;
    private final double slope;
    private final double rounding;

    private int evaluations;

    /** The direction is one of descent. */
    WolfeLineSearch(Objective objective, EvaluatedPoint origin, double[] direction) {
        this.objective = objective;
        this.origin = origin;
        this.direction = direction;
        this.slope = origin.slope(direction);
        this.rounding = 4 * Math.ulp(Math.abs(origin.value()));
    }

    /** Where the step ends, {@code first} being tried first; empty when no step that goes down was found. */
    Optional<EvaluatedPoint> search(double first) {
        Trial before = new Trial(0, origin, slope);
        double length = first;
        while (evaluations < EVALUATIONS) {
            Trial trial = at(length);
            if (isTooHigh(trial) || !(trial.value() <= before.value() + rounding)) {
                return zoom(before, trial);
            }
            if (isFlat(trial)) {
                return Optional.of(trial.point);
            }
            if (trial.slope >= 0) {
                return zoom(trial, before);
            }
            before = trial;
            length *= GROWTH;
        }
        return moved(before);
    }

    /** Algorithm 3.6: between {@code low}, the lowest point so far that decreases enough, and {@code high} lies a step that will do. */
    private Optional<EvaluatedPoint> zoom(Trial low, Trial high) {
        while (evaluations < EVALUATIONS) {
            Trial trial = at(between(low, high));
            if (isTooHigh(trial) || !(trial.value() <= low.value() + rounding)) {
                high = trial;
            } else {
                if (isFlat(trial)) {
                    return Optional.of(trial.point);
                }
                if (trial.slope * (high.length - low.length) >= 0) {
                    high = low;
                }
                low = trial;
            }
        }
        return moved(low);
    }

    /** The minimum of the cubic through both (equation 3.59), unless that is too near an end or none: then their middle. */
    private static double between(Trial a, Trial b) {
        double width = b.length - a.length;
        double d1 = a.slope + b.slope - 3 * (b.value() - a.value()) / width;
        double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope * b.slope), width);
        double share = 1 - (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
        return a.length + width * (share >= 0.1 && share <= 0.9 ? share : 0.5);
    }

    private Trial at(double length) {
        evaluations++;
        double[] x = origin.x().clone();
        for (int j = 0; j < x.length; j++) {
            x[j] += length * direction[j];
        }
        EvaluatedPoint point = EvaluatedPoint.of(objective, x);
        return new Trial(length, point, point.slope(direction));
    }

    private boolean isTooHigh(Trial trial) {
        return !(trial.value() <= origin.value() + DECREASE * trial.length * slope + rounding);
    }

    private boolean isFlat(Trial trial) {
        return Math.abs(trial.slope) <= -CURVATURE * slope;
    }

    private static Optional<EvaluatedPoint> moved(Trial trial) {
        return trial.length > 0 ? Optional.of(trial.point) : Optional.empty();
    }

    private record Trial(double length, EvaluatedPoint point, double slope) {

        double value() {
            return point.value();
        }
    }
}
