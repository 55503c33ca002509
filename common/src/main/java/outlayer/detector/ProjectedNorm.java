package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/** |M (x - mu)|^2, with M [r, d] as a fit made it. Safe to share between threads. */
final class ProjectedNorm implements Detector {

    private static final String MEAN = "mean";
    private static final String PROJECTION = "projection";

    private final Projection projection;

    ProjectedNorm(Parameters fitted, Arithmetic arithmetic) {
        this.projection = Projection.of(fitted.numbers(MEAN), fitted.matrix(PROJECTION), arithmetic);
    }

    /** Of mu [d] and M. */
    static Parameters parameters(double[] mean, Matrix projection) {
        return Parameters.none().and(MEAN, mean).and(PROJECTION, projection);
    }

    @Override
    public double[] score(Matrix x) {
        return projection.squaredNorms(x);
    }
}
