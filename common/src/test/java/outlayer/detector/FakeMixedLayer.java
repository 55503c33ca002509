package outlayer.detector;

import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/** A layer in memory whose unlabelled vectors may be labelled too: all normal but the first {@code anomalies}. */
record FakeMixedLayer(Matrix trusted, Matrix unlabelled, int anomalies) implements LayerVectors {

    static FakeMixedLayer of(Matrix trusted, Matrix unlabelled) {
        return new FakeMixedLayer(trusted, unlabelled, 0);
    }

    @Override
    public int dimension() {
        return trusted.cols();
    }

    @Override
    public Gaussian gaussian() {
        return Gaussian.of(trusted, 1e-9);
    }

    @Override
    public LabelledRows labelled() {
        boolean[] anomalous = new boolean[unlabelled.rows()];
        for (int i = 0; i < anomalies; i++) {
            anomalous[i] = true;
        }
        return new LabelledRows(unlabelled, anomalous);
    }
}
