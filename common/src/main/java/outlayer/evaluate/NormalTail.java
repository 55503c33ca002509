package outlayer.evaluate;

/** The tail of the standard normal distribution, to about 13 digits relative to itself however small it is. */
final class NormalTail {

    private static final double SERIES_END = 2;

    private NormalTail() {}

    /** P(|Z| > |z|) = erfc(|z| / sqrt 2). */
    static double twoSided(double z) {
        return erfc(Math.abs(z) / Math.sqrt(2));
    }

    /** The complementary error function of x at least 0 (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14). */
    static double erfc(double x) {
        return x < SERIES_END ? 1 - erfSeries(x) : tailFraction(x);
    }

    /** erf x = 2 / sqrt pi e^(-x^2) sum_k 2^k x^(2k+1) / (1 3 5 ... (2k+1)): no cancellation. */
    private static double erfSeries(double x) {
        double term = x;
        double sum = x;
        for (int k = 1; term > sum * 1e-17; k++) {
            term *= 2 * x * x / (2 * k + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** e^(-x^2) / sqrt pi times 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...)))), evaluated from inside. */
    private static double tailFraction(double x) {
        double fraction = x;
        for (int k = 120; k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
