package outlayer.detector;

import outlayer.linalg.Matrix;

/** Negative logarithm of the density of d independent Laplace distributions, or the logarithm itself. */
final class Laplace implements Detector {

    private final int dimension;
    private final LaplaceMethod.Sign sign;

    Laplace(int dimension, LaplaceMethod.Sign sign) {
        this.dimension = dimension;
        this.sign = sign;
    }

    @Override
    public double[] score(Matrix z) {
        Vectors.check(z, dimension);
        double[] scores = new double[z.rows()];
        double[] row = new double[dimension];
        for (int i = 0; i < scores.length; i++) {
            z.readRow(i, row);
            double negative = dimension * Math.log(2);
            for (double component : row) {
                negative += Math.abs(component);
            }
            scores[i] = sign == LaplaceMethod.Sign.CORRECT ? negative : -negative;
        }
        return scores;
    }
}
