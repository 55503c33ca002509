package outlayer.flow;

import java.util.Random;
import java.util.function.DoubleSupplier;

/** A square matrix M = 0.7 I + G / sqrt(d) with normal G, and its determinant by elimination. */
final class MixingMatrix {

    private final double[][] rows;
    private final double logDeterminant;

    private MixingMatrix(double[][] rows) {
        this.rows = rows;
        logDeterminant = logDeterminant(rows);
    }

    double logDeterminant() {
        return logDeterminant;
    }

    static MixingMatrix random(int d, long seed) {
        Random random = new Random(seed);
        double[][] m = new double[d][];
        for (int i = 0; i < d; i++) {
            m[i] = numbers(d, () -> random.nextGaussian() / Math.sqrt(d));
            m[i][i] += 0.7;
        }
        return new MixingMatrix(m);
    }

    static double[] numbers(int d, DoubleSupplier source) {
        double[] numbers = new double[d];
        for (int j = 0; j < d; j++) {
            numbers[j] = source.getAsDouble();
        }
        return numbers;
    }

    double[] times(double[] s) {
        double[] product = new double[s.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j < s.length; j++) {
                product[i] += rows[i][j] * s[j];
            }
        }
        return product;
    }

    /** ln |det m| by elimination with row pivots. */
    static double logDeterminant(double[][] m) {
        int d = m.length;
        double[][] a = new double[d][];
        for (int i = 0; i < d; i++) {
            a[i] = m[i].clone();
        }
        double sum = 0;
        for (int k = 0; k < d; k++) {
            int pivot = k;
            for (int i = k + 1; i < d; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            sum += Math.log(Math.abs(row[k]));
            for (int i = k + 1; i < d; i++) {
                double factor = a[i][k] / row[k];
                for (int j = k; j < d; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        return sum;
    }
}
