package outlayer.stats;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * Minimises a smooth function by limited-memory BFGS (Nocedal and Wright 2006, algorithms 7.4 and 7.5) with the last 10 steps, the
 * first Hessian scaled by equation 7.20, and steps that meet the strong Wolfe conditions.
 */
final class Lbfgs {

    private static final int MEMORY = 10;

    private final Objective objective;
    private final Deque<Pair> pairs = new ArrayDeque<>();

    private Lbfgs(Objective objective) {
        this.objective = objective;
    }

    /**
     * From {@code start} until no component of the gradient exceeds {@code tolerance}, no step goes down, or the iterations are used up.
     */
    static EvaluatedPoint minimise(Objective objective, double[] start, double tolerance, int iterations) {
        return new Lbfgs(objective).run(start, tolerance, iterations);
    }

    private EvaluatedPoint run(double[] start, double tolerance, int iterations) {
        EvaluatedPoint point = EvaluatedPoint.of(objective, start);
        for (int k = 0; k < iterations && point.steepness() > tolerance; k++) {
            double first = pairs.isEmpty() ? Math.min(1, 1 / point.steepness()) : 1;
            Optional<EvaluatedPoint> next = new WolfeLineSearch(objective, point, direction(point)).search(first);
            if (next.isPresent()) {
                remember(point, next.get());
                point = next.get();
            } else if (pairs.isEmpty()) {
                return point;
            } else {
                pairs.clear(); // steepest descent once more
            }
        }
        return point;
    }

    private void remember(EvaluatedPoint from, EvaluatedPoint to) {
        double[] step = difference(to.x(), from.x());
        double[] change = difference(to.gradient(), from.gradient());
        double curvature = dot(step, change);
        if (!(curvature > 0)) {
            return; // only where rounding spoils what the Wolfe conditions promise
        }
        if (pairs.size() == MEMORY) {
            pairs.removeFirst();
        }
        pairs.addLast(new Pair(step, change, curvature));
    }

    /** Minus the inverse Hessian, as the pairs tell it, times the gradient: the two loops of algorithm 7.4. */
    private double[] direction(EvaluatedPoint point) {
        double[] q = point.gradient().clone();
        double[] alphas = new double[pairs.size()];
        Iterator<Pair> backwards = pairs.descendingIterator();
        for (int i = alphas.length - 1; i >= 0; i--) {
            Pair pair = backwards.next();
            alphas[i] = dot(pair.step, q) / pair.curvature;
            addScaled(-alphas[i], pair.change, q);
        }
        double scale = pairs.isEmpty() ? 1 : pairs.getLast().scale();
        for (int j = 0; j < q.length; j++) {
            q[j] *= -scale;
        }
        int i = 0;
        for (Pair pair : pairs) {
            double beta = dot(pair.change, q) / pair.curvature;
            addScaled(-alphas[i++] - beta, pair.step, q);
        }
        return q;
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        addScaled(-1, b, difference);
        return difference;
    }

    private static void addScaled(double scale, double[] x, double[] sum) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += scale * x[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /** One step s, the change y of the gradient over it, and y^T s. */
    private static final class Pair {

        final double[] step;
        final double[] change;
        final double curvature;

        Pair(double[] step, double[] change, double curvature) {
            this.step = step;
            this.change = change;
            this.curvature = curvature;
        }

        /** y^T s / y^T y, equation 7.20. */
        double scale() {
            return curvature / dot(change, change);
        }
    }
}
