package outlayer.linalg;

import java.util.Random;

/** Matrices of independent standard normals from a seed, for laws. */
public final class RandomMatrix {

    private RandomMatrix() {}

    public static Matrix normal(int rows, int cols, long seed) {
        Random random = new Random(seed);
        Matrix matrix = Matrix.zeros(rows, cols);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = random.nextGaussian();
        }
        return matrix;
    }

    /** x^T x [cols, cols], by the definition. */
    public static Matrix scatter(Matrix x) {
        int d = x.cols();
        Matrix scatter = Matrix.zeros(d, d);
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k < d; k++) {
                    scatter.values()[j * d + k] += x.at(i, j) * x.at(i, k);
                }
            }
        }
        return scatter;
    }

    /** The rows [from, to). */
    public static Matrix rows(Matrix x, int from, int to) {
        double[] values = new double[(to - from) * x.cols()];
        System.arraycopy(x.values(), from * x.cols(), values, 0, values.length);
        return Matrix.of(to - from, x.cols(), values);
    }
}
