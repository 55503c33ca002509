package outlayer.detector;

import outlayer.linalg.Matrix;
import outlayer.stats.Centroid;

/** Whether the unlabelled vectors of a layer have a covariance to look at. */
final class Unlabelled {

    private Unlabelled() {}

    /**
     * The unlabelled vectors, [n, d].
     *
     * @throws NotApplicableException where they are fewer than 2 or do not vary
     */
    static Matrix varying(LayerVectors layer) {
        Matrix x = layer.unlabelled();
        Vectors.check(x, layer.dimension());
        if (x.rows() < 2) {
            throw new NotApplicableException("the covariance of unlabelled vectors needs 2 of them, found " + x.rows());
        }
        if (!Centroid.of(x).varies()) {
            throw noVariance();
        }
        return x;
    }

    static NotApplicableException noVariance() {
        return new NotApplicableException("the layer has no variance over unlabelled prompts");
    }
}
