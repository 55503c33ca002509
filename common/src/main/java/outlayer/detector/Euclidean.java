package outlayer.detector;

/** Distances between stretches of arrays. */
final class Euclidean {

    private Euclidean() {}

    /** The square of the distance between {@code count} numbers of a from {@code atA} on and as many of b. */
    static double squared(double[] a, int atA, double[] b, int atB, int count) {
        // Four sums at once: a single one waits for each addition.
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int whole = count - count % 4;
        for (int j = 0; j < whole; j += 4) {
            double d0 = a[atA + j] - b[atB + j];
            double d1 = a[atA + j + 1] - b[atB + j + 1];
            double d2 = a[atA + j + 2] - b[atB + j + 2];
            double d3 = a[atA + j + 3] - b[atB + j + 3];
            sum0 += d0 * d0;
            sum1 += d1 * d1;
            sum2 += d2 * d2;
            sum3 += d3 * d3;
        }
        for (int j = whole; j < count; j++) {
            double difference = a[atA + j] - b[atB + j];
            sum0 += difference * difference;
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }
}
