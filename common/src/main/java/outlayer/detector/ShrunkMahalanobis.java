package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * Squared Mahalanobis distance per dimension under a covariance that has eigenpairs (l_i, v_i) and one variance l in all
 * directions orthogonal to them: (sum_i z_i^2 / l_i + (|x - mu|^2 - sum_i z_i^2) / l) / d with z_i = v_i^T (x - mu).
 */
final class ShrunkMahalanobis implements Detector {

    private final Projection axes;
    private final double[] precisions;
    private final double restPrecision;

    /**
     * Nothing is copied.
     *
     * @param vectors v [r, d]
     * @param precisions 1 / l_i, [r]
     * @param restPrecision 1 / l, 0 where the rest does not count
     */
    ShrunkMahalanobis(double[] mean, Matrix vectors, double[] precisions, double restPrecision, Arithmetic arithmetic) {
        this.axes = Projection.of(mean, vectors, arithmetic);
        this.precisions = precisions;
        this.restPrecision = restPrecision;
    }

    @Override
    public double[] score(Matrix x) {
        double[] scores = new double[x.rows()];
        double[] centred = new double[axes.dimension()];
        axes.forEachRow(x, (i, z) -> {
            axes.centre(x, i, centred);
            double rest = Math.max(0, Projection.squaredNorm(centred) - Projection.squaredNorm(z));
            double sum = restPrecision * rest;
            for (int k = 0; k < z.length; k++) {
                sum += precisions[k] * z[k] * z[k];
            }
            scores[i] = sum / centred.length;
        });
        return scores;
    }
}
