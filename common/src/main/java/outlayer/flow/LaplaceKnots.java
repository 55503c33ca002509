package outlayer.flow;

import java.util.Arrays;

/**
 * The map from a standard normal u to a Laplace number of scale 1 with the same cumulated probability, at equally spaced knots: z(u) = -sgn(u) (ln 2 + ln
 * P(-|u|)), where P is the normal distribution function, and z'(u) = p(u) / P(-|u|) with its density p. A flow whose last splines follow it
 * is a Gaussian between the outer knots, and has a Laplace distribution's tails beyond.
 */
final class LaplaceKnots {

    /** Outermost knots; a normal number lies beyond with probability 6e-7. */
    static final double REACH = 5;

    private static final double NEGLIGIBLE = 12;
    private static final int PANELS = 4096;

    private final int bins;

    LaplaceKnots(int bins) {
        this.bins = bins;
    }

    /** The knots, [bins + 1]. */
    float[] knots() {
        float[] knots = new float[bins + 1];
        for (int i = 0; i <= bins; i++) {
            knots[i] = (float) at(i);
        }
        return knots;
    }

    /** ln of the rise over each bin, [bins]. */
    float[] logHeights() {
        float[] heights = new float[bins];
        for (int i = 0; i < bins; i++) {
            heights[i] = (float) Math.log(laplace(at(i + 1)) - laplace(at(i)));
        }
        return heights;
    }

    /** ln of the slope at each knot, [bins + 1]. */
    float[] logSlopes() {
        float[] slopes = new float[bins + 1];
        for (int i = 0; i <= bins; i++) {
            double u = at(i);
            slopes[i] = (float) Math.log(density(u) / tail(Math.abs(u)));
        }
        return slopes;
    }

    /** ln of the rise over each bin of the identity, [bins]. */
    float[] plainLogHeights() {
        float[] heights = new float[bins];
        Arrays.fill(heights, (float) Math.log(2 * REACH / bins));
        return heights;
    }

    private double at(int knot) {
        return REACH * (2.0 * knot / bins - 1);
    }

    static double laplace(double u) {
        return -Math.signum(u) * (Math.log(2) + Math.log(tail(Math.abs(u))));
    }

    private static double density(double u) {
        return Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI);
    }

    /** P(-u) for u >= 0, by Simpson's rule. */
    private static double tail(double u) {
        double width = NEGLIGIBLE / PANELS;
        double sum = density(u) + density(u + NEGLIGIBLE);
        for (int i = 1; i < PANELS; i++) {
            sum += (i % 2 == 0 ? 2 : 4) * density(u + i * width);
        }
        return sum * width / 3;
    }
}
