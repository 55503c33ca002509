package outlayer.stats;

/** A point with an objective's value and gradient there; nobody writes into its arrays. */
final class EvaluatedPoint {

    private final double[] x;
    private final double value;
    private final double[] gradient;

    private EvaluatedPoint(double[] x, double value, double[] gradient) {
        this.x = x;
        this.value = value;
        this.gradient = gradient;
    }

    static EvaluatedPoint of(Objective objective, double[] x) {
        double[] gradient = new double[x.length];
        double value = objective.value(x, gradient);
        return new EvaluatedPoint(x, value, gradient);
    }

    double[] x() {
        return x;
    }

    double value() {
        return value;
    }

    double[] gradient() {
        return gradient;
    }

    /** The largest of the gradient's components in magnitude. */
    double steepness() {
        double largest = 0;
        for (double component : gradient) {
            largest = Math.max(largest, Math.abs(component));
        }
        return largest;
    }

    /** The derivative along that direction. */
    double slope(double[] direction) {
        double sum = 0;
        for (int j = 0; j < direction.length; j++) {
            sum += gradient[j] * direction[j];
        }
        return sum;
    }
}
