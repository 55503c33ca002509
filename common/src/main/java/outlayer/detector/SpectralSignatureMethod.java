package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;

/**
 * The spectral signature (Tran, Li and Madry 2018, algorithm 1): ((x - mu)^T v)^2, with mean mu and top eigenvector v of the covariance
 * of the unlabelled vectors. Trusted ones are not asked for.
 */
public record SpectralSignatureMethod() implements RowsMethod {

    /** Only the first eigenvector is wanted. */
    private static final double CUTOFF = 0.99;

    @Override
    public String name() {
        return "spectral-signature";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.OFFLINE;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Gaussian unlabelled = Gaussian.of(Unlabelled.varying(layer), CUTOFF);
        double[] top = new double[unlabelled.dimension()];
        unlabelled.spectrum().vectors().readRow(0, top);
        return ProjectedNorm.parameters(unlabelled.mean(), Matrix.of(1, top.length, top));
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new ProjectedNorm(fitted, arithmetic);
    }
}
