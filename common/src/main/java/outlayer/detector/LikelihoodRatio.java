package outlayer.detector;

import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;

/**
 * ln N(x; mu_u, C_u) - ln N(x; mu, C): how much likelier a vector is under the unlabelled normal distribution than under the trusted one,
 * as (|A (x - mu)|^2 - |A_u (x - mu_u)|^2 + ln det C - ln det C_u) / 2 with whitening matrices A and A_u, [r, d]. Two products per block,
 * because one that serves both would lose its digits where the two variances differ much. Safe to share between threads.
 */
final class LikelihoodRatio implements Detector {

    private static final String MEAN = "mean";
    private static final String WHITENING = "whitening";
    private static final String TRUSTED_MEAN = "trusted-mean";
    private static final String TRUSTED_WHITENING = "trusted-whitening";
    private static final String LOG_DETERMINANTS = "log-determinants";

    private final Projection whitening;
    private final Projection trustedWhitening;
    private final double logDeterminants;

    /** @throws NotApplicableException where the fit kept nothing of the layer */
    LikelihoodRatio(Parameters fitted, Arithmetic arithmetic) {
        if (fitted.matrices().isEmpty()) {
            throw new NotApplicableException("trusted or unlabelled vectors of the layer do not vary");
        }
        this.whitening = Projection.of(fitted.numbers(MEAN), fitted.matrix(WHITENING), arithmetic);
        this.trustedWhitening =
                Projection.of(fitted.numbers(TRUSTED_MEAN), fitted.matrix(TRUSTED_WHITENING), arithmetic);
        this.logDeterminants = fitted.numbers(LOG_DETERMINANTS)[0];
    }

    /** Of mu_u, A_u, mu, A, and ln det C - ln det C_u. */
    static Parameters parameters(
            double[] mean, Matrix whitening, double[] trustedMean, Matrix trustedWhitening, double logDeterminants) {
        return Parameters.none()
                .and(MEAN, mean)
                .and(WHITENING, whitening)
                .and(TRUSTED_MEAN, trustedMean)
                .and(TRUSTED_WHITENING, trustedWhitening)
                .and(LOG_DETERMINANTS, logDeterminants);
    }

    @Override
    public double[] score(Matrix x) {
        double[] scores = trustedWhitening.squaredNorms(x);
        double[] distances = whitening.squaredNorms(x);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (scores[i] - distances[i] + logDeterminants) / 2;
        }
        return scores;
    }
}
