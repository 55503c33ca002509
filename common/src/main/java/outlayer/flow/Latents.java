package outlayer.flow;

import outlayer.linalg.Matrix;

/**
 * What a flow f makes of n vectors x: z = f(x) [n, d], and ln |det df/dx| of each. The prior of z is Laplace with location 0 and scale 1,
 * independent for each of the d numbers: p(z) = 2^-d exp(-|z|_1). Nobody writes into the arrays it hands out.
 */
public final class Latents {

    private final int dimension;
    private final float[] z;
    private final double[] logDeterminants;

    /** The arrays are not copied. */
    public Latents(int dimension, float[] z, double[] logDeterminants) {
        if ((long) dimension * logDeterminants.length != z.length) {
            throw new IllegalArgumentException("%d latents do not fit %d rows of %d features"
                    .formatted(z.length, logDeterminants.length, dimension));
        }
        this.dimension = dimension;
        this.z = z;
        this.logDeterminants = logDeterminants;
    }

    public int rows() {
        return logDeterminants.length;
    }

    public int dimension() {
        return dimension;
    }

    /** Row after row, [n, d]. */
    public float[] z() {
        return z;
    }

    /** z as the detectors take it, [n, d]. */
    public Matrix matrix() {
        double[] values = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            values[i] = z[i];
        }
        return Matrix.of(rows(), dimension, values);
    }

    /** ln |det df/dx| of each row, [n]. */
    public double[] logDeterminants() {
        return logDeterminants;
    }

    /**
     * The published score with its sign put right: -ln p(z) = |z|_1 + d ln 2, nats, without the log-determinant; larger is stranger. The
     * published code gives ln p(z). [n]
     */
    public double[] negativeLogPrior() {
        double[] scores = new double[rows()];
        for (int i = 0; i < scores.length; i++) {
            double sum = 0;
            for (int j = 0; j < dimension; j++) {
                sum += Math.abs(z[i * dimension + j]);
            }
            scores[i] = sum + dimension * Math.log(2);
        }
        return scores;
    }

    /** -ln p(x) = -ln p(z) - ln |det df/dx| of each row, nats. [n] */
    public double[] negativeLogLikelihood() {
        double[] scores = negativeLogPrior();
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= logDeterminants[i];
        }
        return scores;
    }
}
