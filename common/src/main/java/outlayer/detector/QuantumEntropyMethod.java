package outlayer.detector;

import java.math.BigDecimal;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Blas;
import outlayer.linalg.Matrix;
import outlayer.linalg.SymmetricEigen;
import outlayer.stats.Gaussian;
import outlayer.stats.Moments;

/**
 * Quantum entropy (Hayase, Kong, Somani and Oh 2021, SPECTRE, without its robust statistics; METHODS.md section 4): in
 * the coordinates z that the trusted vectors whiten, directions count the more the more the unlabelled vectors vary along them:
 * z^T exp(alpha S / lambda_max(S)) z, with S the covariance of unlabelled z about their own mean.
 *
 * <p>With alpha = 0 that is the squared Mahalanobis distance, not divided by d; as alpha grows, the top direction of S decides
 * alone. As published the score is not divided by anything either, neither d nor the exponential's trace, so layers with more
 * directions weigh more in a plain mean over layers.
 *
 * <p>With S = Q diag(s) Q^T the score is |diag(exp(alpha s / (2 max s))) Q^T z|^2: a fit keeps that matrix times the whitening one, [r, d],
 * and scoring is one product.
 *
 * @param alpha from 0 to 100
 * @param rcond the share of the largest trusted eigenvalue at or below which directions are left out, in (0, 1)
 */
public record QuantumEntropyMethod(double alpha, double rcond) implements RowsMethod {

    /**
     * The matrix has rows of up to exp(alpha / 2) over the square root of a trusted eigenvalue, and in float32 cells below 3e38: exp(50) =
     * 5e21 leaves them 16 digits.
     */
    private static final double LARGEST_ALPHA = 100;

    /** In units of the trusted variance; less is rounding. */
    private static final double LEAST_VARIANCE = 1e-20;

    public QuantumEntropyMethod {
        if (!(alpha >= 0 && alpha <= LARGEST_ALPHA)) {
            throw new IllegalArgumentException(
                    "quantum-entropy takes alpha from 0 to %.0f, found %s".formatted(LARGEST_ALPHA, alpha));
        }
        MahalanobisMethod.checkRcond(rcond);
    }

    @Override
    public String name() {
        return "quantum-entropy";
    }

    @Override
    public String params() {
        String plainAlpha = BigDecimal.valueOf(alpha).stripTrailingZeros().toPlainString();
        return "alpha=" + plainAlpha + ",rcond=" + Scientific.of(rcond);
    }

    @Override
    public Mode mode() {
        return Mode.OFFLINE;
    }

    @Override
    public double cutoff() {
        return rcond;
    }

    @Override
    public Parameters fit(LayerVectors layer) {
        Gaussian trusted = layer.gaussian();
        Variance.check(trusted);
        int rank = trusted.spectrum().rank(rcond);
        Projection whitening = Mahalanobis.whitening(trusted, rank, Arithmetic.FLOAT64);
        Matrix white = whitening.of(Unlabelled.varying(layer));
        SymmetricEigen spread = SymmetricEigen.of(Moments.of(white).covariance());
        double largest = spread.values()[0];
        if (largest <= LEAST_VARIANCE) {
            throw Unlabelled.noVariance();
        }
        Matrix mixing = spread.vectors();
        for (int i = 0; i < rank; i++) {
            double weight = Math.exp(alpha * spread.values()[i] / (2 * largest));
            for (int j = 0; j < rank; j++) {
                mixing.values()[i * rank + j] *=
                        weight / Math.sqrt(trusted.spectrum().values()[j]);
            }
        }
        return ProjectedNorm.parameters(
                trusted.mean(), Blas.product(mixing, trusted.spectrum().vectors()));
    }

    @Override
    public Detector detector(Parameters fitted, Arithmetic arithmetic) {
        return new ProjectedNorm(fitted, arithmetic);
    }
}
