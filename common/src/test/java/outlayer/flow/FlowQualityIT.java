package outlayer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import outlayer.linalg.Cholesky;
import outlayer.linalg.Matrix;
import outlayer.stats.Moments;

/**
 * On densities of known entropy H that are not normal, (held-out negative log-likelihood - H) / d is at most 0.05 nats and at most a fifth of what
 * the Gaussian of the same rows exceeds H by.
 */
class FlowQualityIT {

    private static final int ROWS = 20_000;

    @Test
    void independentLaplaceNumbersAreUnmixed() throws IOException {
        requireClose("laplace mix", KnownDensity.laplaceMix(8), 800);
    }

    @Test
    void bananasAreStraightened() throws IOException {
        requireClose("bananas", KnownDensity.bananas(8), 500);
    }

    @Test
    void clustersAreJoined() throws IOException {
        requireClose("mixture", KnownDensity.mixture(8), 700);
    }

    private static void requireClose(String name, KnownDensity density, int steps) throws IOException {
        int d = density.dimension();
        Matrix learned = density.sample(ROWS, 11);
        Matrix heldOut = density.sample(ROWS, 13);
        double entropy = density.entropy();
        double gaussian = (gaussianLoss(learned, heldOut) - entropy) / d;
        try (Flow flow = TrainedFlow.of(learned, TrainedFlow.options(steps, 1))) {
            double loss = -Arrays.stream(flow.logDensity(heldOut)).average().orElseThrow();
            double excess = (loss - entropy) / d;
            assertThat(excess)
                    .as("%s, a Gaussian has %s", name, gaussian)
                    .isBetween(-0.005, Math.min(0.05, gaussian / 5));
        }
    }

    /** Mean of (d ln(2 pi) + ln det S + (x - m)^T S^-1 (x - m)) / 2. */
    private static double gaussianLoss(Matrix learned, Matrix heldOut) {
        Moments moments = Moments.of(learned);
        Matrix centred =
                Matrix.of(heldOut.rows(), heldOut.cols(), heldOut.values().clone());
        for (int i = 0; i < centred.values().length; i++) {
            centred.values()[i] -= moments.mean()[i % centred.cols()];
        }
        try (Cholesky factor = Cholesky.of(moments.covariance())) {
            Matrix solved = factor.solve(centred);
            double sum = 0;
            for (int i = 0; i < solved.values().length; i++) {
                sum += solved.values()[i] * centred.values()[i];
            }
            return (heldOut.cols() * Math.log(2 * Math.PI) + factor.logDeterminant() + sum / heldOut.rows()) / 2;
        }
    }
}
