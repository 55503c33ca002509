package outlayer.jobs.mllib;

import outlayer.detector.Parameters;
import outlayer.linalg.Matrix;
import outlayer.stats.Gaussian;
import outlayer.stats.Spectrum;

/** A Gaussian as named matrices, so that fits of all methods are stored alike. */
final class GaussianParameters {

    private static final String MEAN = "mean";
    private static final String VARIANCES = "variances";
    private static final String EIGENVALUES = "eigenvalues";
    private static final String EIGENVECTORS = "eigenvectors";

    /** Number of vectors, cut-off, total variance. */
    private static final String FACTS = "facts";

    private GaussianParameters() {}

    static Parameters of(Gaussian gaussian) {
        Spectrum spectrum = gaussian.spectrum();
        return Parameters.none()
                .and(MEAN, gaussian.mean())
                .and(VARIANCES, gaussian.variances())
                .and(EIGENVALUES, spectrum.values())
                .and(EIGENVECTORS, spectrum.vectors())
                .and(FACTS, (double) gaussian.n(), spectrum.cutoff(), spectrum.totalVariance());
    }

    static Gaussian read(Parameters stored) {
        double[] facts = stored.numbers(FACTS);
        Matrix vectors = stored.matrix(EIGENVECTORS);
        return new Gaussian(
                (long) facts[0],
                stored.numbers(MEAN),
                stored.numbers(VARIANCES),
                Spectrum.of(facts[1], facts[2], stored.numbers(EIGENVALUES), vectors));
    }
}
