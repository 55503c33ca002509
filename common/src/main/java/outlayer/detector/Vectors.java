package outlayer.detector;

import outlayer.linalg.Matrix;

/** Whether vectors are such as a detector was fitted to. */
final class Vectors {

    private Vectors() {}

    /** All features are finite numbers, and as many as expected. */
    static void check(Matrix x, int expected) {
        int d = x.cols();
        if (d != expected) {
            throw new IllegalArgumentException(
                    "Vectors have %d features, expected %d; was the fit made with another model?"
                            .formatted(d, expected));
        }
        double[] values = x.values();
        for (int i = 0; i < x.rows(); i++) {
            boolean finite = true;
            for (int at = i * d; at < (i + 1) * d; at++) {
                finite &= Double.isFinite(values[at]);
            }
            if (!finite) {
                throw new IllegalArgumentException(
                        "Vector %d has a NaN or infinite feature; such vectors are left out before they are scored"
                                .formatted(i));
            }
        }
    }
}
