package outlayer.detector;

import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

/** Vectors of tests of offline methods: correlated normal ones, and mixtures whose first rows are shifted. */
final class OfflineData {

    private OfflineData() {}

    /** Correlated: normal ones times a fixed random matrix. */
    static Matrix normal(int n, int d, long seed) {
        return Blas.product(RandomMatrix.normal(n, d, seed), RandomMatrix.normal(d, d, 1000 + d));
    }

    /** As {@link #normal}, with every feature of the first {@code anomalies} shifted. */
    static Matrix mixture(int n, int d, int anomalies, double shift, long seed) {
        Matrix x = normal(n, d, seed);
        for (int i = 0; i < anomalies * d; i++) {
            x.values()[i] += shift;
        }
        return x;
    }

    static Matrix constant(int n, int d, double value) {
        Matrix x = Matrix.zeros(n, d);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = value * (1 + i % d);
        }
        return x;
    }
}
