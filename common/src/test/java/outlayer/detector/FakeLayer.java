package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/** A layer whose vectors are in memory; it has no other vectors than trusted ones. */
record FakeLayer(Matrix trusted, double cutoff) implements LayerVectors {

    static FakeLayer of(Matrix trusted) {
        return new FakeLayer(trusted, 1e-9);
    }

    @Override
    public int dimension() {
        return trusted.cols();
    }

    @Override
    public Gaussian gaussian() {
        return Gaussian.of(trusted, cutoff);
    }

    @Override
    public Matrix unlabelled() {
        throw new IllegalStateException("An online method asks for unlabelled vectors");
    }

    @Override
    public LabelledRows labelled() {
        throw new IllegalStateException("An online method asks for labels");
    }

    /** The detector that a method makes of these vectors, however it is made. */
    Detector detector(Method method, Arithmetic arithmetic) {
        if (method instanceof GaussianMethod gaussian) {
            return gaussian.detector(Gaussian.of(trusted, Math.min(cutoff, gaussian.cutoff())), arithmetic);
        }
        if (method instanceof RowsMethod rows) {
            return rows.detector(rows.fit(this), arithmetic);
        }
        throw new IllegalArgumentException(method.name() + " does not fit to one layer's vectors");
    }
}
