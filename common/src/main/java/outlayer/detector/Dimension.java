package outlayer.detector;

import outlayer.linalg.Matrix;

/** Whether vectors come from the model and place that a detector was fitted to. */
final class Dimension {

    private Dimension() {}

    static void check(Matrix x, int expected) {
        if (x.cols() != expected) {
            throw new IllegalArgumentException(
                    "Vectors have %d features, expected %d; was the fit made with another model?"
                            .formatted(x.cols(), expected));
        }
    }
}
