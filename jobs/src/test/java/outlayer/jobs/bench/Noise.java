package outlayer.jobs.bench;

import java.util.SplittableRandom;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.NativeMatrix;

/** Numbers uniform in [-0.5, 0.5), the same for the same seed. */
final class Noise {

    private Noise() {}

    static double[] numbers(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextDouble() - 0.5;
        }
        return numbers;
    }

    static NativeMatrix matrix(int rows, int cols, long seed) {
        return matrix(rows, cols, seed, Arithmetic.FLOAT64);
    }

    static NativeMatrix matrix(int rows, int cols, long seed, Arithmetic arithmetic) {
        return NativeMatrix.copyOf(Matrix.of(rows, cols, numbers(rows * cols, seed)), arithmetic);
    }
}
