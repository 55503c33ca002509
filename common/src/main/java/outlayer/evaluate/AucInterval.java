package outlayer.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * A 95 % interval of an AUC, inside [0, 1]: normal on the logit scale, logit A +- 1.96 s / (A (1 - A)) (Pepe 2003,
 * section 5.2), which keeps its coverage near 1 where the plain interval does not.
 *
 * <p>Where the variance is 0 (perfect separation, or nothing but ties) it carries no information; there the interval
 * holds every theta with |A - theta| at most 1.96 standard errors of theta itself (Newcombe 2006, method 5), so that 300
 * examples without a mistake do not read as certainty.
 */
public record AucInterval(double low, double high) {

    /** The 97.5 % point of the standard normal distribution. */
    static final double Z = 1.959963984540054;

    private static final double NO_VARIANCE = 1e-24;

    /** For an AUC with this variance, from so many normal and anomalous examples, or clusters that hold some. */
    static AucInterval of(double auc, double variance, long normals, long anomalies) {
        if (variance <= NO_VARIANCE || auc <= 0 || auc >= 1) {
            DoubleUnaryOperator excess =
                    theta -> Math.abs(auc - theta) - Z * Math.sqrt(variance(theta, normals, anomalies));
            return new AucInterval(end(excess, 0, auc), end(excess, 1, auc));
        }
        double logit = Math.log(auc / (1 - auc));
        double reach = Z * Math.sqrt(variance) / (auc * (1 - auc));
        return new AucInterval(logistic(logit - reach), logistic(logit + reach));
    }

    /** theta (1 - theta) [2 N - 1 - (3 N - 3) / ((2 - theta)(1 + theta))] / (m n), N = (m + n) / 2. */
    private static double variance(double theta, long normals, long anomalies) {
        double size = (normals + anomalies) / 2.0;
        double factor = 2 * size - 1 - (3 * size - 3) / ((2 - theta) * (1 + theta));
        return theta * (1 - theta) * factor / ((double) normals * anomalies);
    }

    /** The theta between {@code outer}, too far, and {@code inner}, near enough, where the excess is 0; by bisection. */
    private static double end(DoubleUnaryOperator excess, double outer, double inner) {
        double far = outer;
        double near = inner;
        for (int i = 0; i < 100 && far != near; i++) {
            double middle = (far + near) / 2;
            if (excess.applyAsDouble(middle) > 0) {
                far = middle;
            } else {
                near = middle;
            }
        }
        return near;
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
