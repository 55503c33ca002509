package outlayer.flag;

import org.jspecify.annotations.Nullable;
import outlayer.stats.Centroid;
import outlayer.stats.Gaussian;

/**
 * How new vectors of one layer lie against the trusted ones that a Gaussian was fitted to.
 *
 * @param nTrusted vectors behind the fit
 * @param nNew vectors of new traffic
 * @param meanShift distance of the means over the square root of the fit's total variance T, less what chance alone gives it:
 *     sqrt(max(0, |m' - m|^2 / T - r / n' - 1 / n)) with r the ratio of variances; null where the layer does not vary, and with fewer
 *     than two new vectors
 * @param varianceRatio total variance of the new by that of the fit; null where the shift is
 */
public record LayerShift(
        long nTrusted,
        long nNew,
        @Nullable Double meanShift,
        @Nullable Double varianceRatio) {

    public static LayerShift of(Gaussian trusted, Centroid traffic) {
        double total = trusted.spectrum().totalVariance();
        if (trusted.spectrum().isEmpty() || traffic.n() < 2) {
            return new LayerShift(trusted.n(), traffic.n(), null, null);
        }
        double distance = 0;
        for (int j = 0; j < trusted.dimension(); j++) {
            double delta = traffic.mean()[j] - trusted.mean()[j];
            distance += delta * delta;
        }
        double ratio = traffic.scatterTrace() / (traffic.n() - 1) / total;
        double chance = ratio / traffic.n() + 1.0 / trusted.n();
        return new LayerShift(trusted.n(), traffic.n(), Math.sqrt(Math.max(0, distance / total - chance)), ratio);
    }
}
