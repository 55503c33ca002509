package outlayer.jobs.score;

import outlayer.detector.LabelledRows;
import outlayer.detector.LayerVectors;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/** Trusted vectors and nothing else. */
record FakeLayer(Matrix trusted) implements LayerVectors {

    @Override
    public int dimension() {
        return trusted.cols();
    }

    @Override
    public Gaussian gaussian() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Matrix unlabelled() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LabelledRows labelled() {
        throw new UnsupportedOperationException();
    }
}
