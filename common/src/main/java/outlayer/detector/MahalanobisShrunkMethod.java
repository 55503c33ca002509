package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.LedoitWolf;
import outlayer.stats.Spectrum;

/**
 * Mahalanobis distance, divided by d, under the covariance of Ledoit and Wolf 2004, (1 - s) C + s trace(C) / d I: equal to
 * scikit-learn's LedoitWolf. The published code adds s trace(C), not divided by d, which is not copied.
 *
 * <p>Directions whose eigenvalues the spectrum left out share one variance, the mean of theirs: exact where none was left out but
 * those that are 0, and as good as that cut-off else. Where nothing is shrunk
 * (s = 0) directions without variance count nothing, as in a pseudo-inverse.
 */
public record MahalanobisShrunkMethod() implements RowsMethod {

    private static final String MEAN = "mean";
    private static final String VECTORS = "vectors";
    private static final String PRECISIONS = "precisions";
    private static final String REST = "rest-precision";

    /**
     * Shrinkage gives all eigenpairs weight, so this leaves out only those that may be rounding: far below s / d, which the shrunk ones
     * have at least.
     */
    private static final double CUTOFF = 1e-9;

    @Override
    public String name() {
        return "mahalanobis-shrunk";
    }

    @Override
    public String params() {
        return "";
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public double cutoff() {
        return CUTOFF;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Gaussian gaussian = layer.gaussian();
        Variance.check(gaussian);
        Spectrum spectrum = gaussian.spectrum();
        LedoitWolf shrinkage = LedoitWolf.of(gaussian, layer.trusted());
        double[] precisions = new double[spectrum.values().length];
        for (int i = 0; i < precisions.length; i++) {
            precisions[i] = 1 / shrinkage.shrink(spectrum.values()[i]);
        }
        double rest = shrinkage.shrink(restVariance(spectrum));
        boolean counts = precisions.length < spectrum.dimension() && rest > CUTOFF / precisions[0];
        return Parameters.none()
                .and(MEAN, gaussian.mean())
                .and(VECTORS, spectrum.vectors())
                .and(PRECISIONS, precisions)
                .and(REST, counts ? 1 / rest : 0);
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        Matrix vectors = fitted.matrix(VECTORS);
        return new ShrunkMahalanobis(
                fitted.numbers(MEAN), vectors, fitted.numbers(PRECISIONS), fitted.numbers(REST)[0], arithmetic);
    }

    /** The mean variance along the directions that have no eigenpair. */
    private static double restVariance(Spectrum spectrum) {
        double left = spectrum.totalVariance();
        for (double value : spectrum.values()) {
            left -= value;
        }
        return Math.max(0, left) / Math.max(1, spectrum.dimension() - spectrum.values().length);
    }
}
