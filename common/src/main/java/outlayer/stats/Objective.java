package outlayer.stats;

/** A smooth function of d numbers. */
interface Objective {

    /** The value at {@code x} [d], and the gradient there into {@code gradient} [d]. */
    double value(double[] x, double[] gradient);
}
