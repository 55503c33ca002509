package outlayer.detector;

import java.util.Arrays;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/** Whether trusted vectors differ from each other at all; no detector is applicable where they do not. */
final class Variance {

    static final String NONE = "the layer has no variance over trusted prompts";

    private Variance() {}

    static void check(Gaussian trusted) {
        if (trusted.spectrum().isEmpty()) {
            throw new NotApplicableException(NONE);
        }
    }

    static void check(Matrix trusted) {
        double[] values = trusted.values();
        int d = trusted.cols();
        for (int at = d; at < values.length; at += d) {
            if (!Arrays.equals(values, 0, d, values, at, at + d)) {
                return;
            }
        }
        throw new NotApplicableException(NONE);
    }
}
