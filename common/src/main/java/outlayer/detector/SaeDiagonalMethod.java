package outlayer.detector;

import java.util.Arrays;
import outlayer.linalg.SparseRows;

/**
 * Mahalanobis distance over latents as if they were uncorrelated: the mean over all latents j of ((x_j - mean_j) / std_j)^2, with the
 * population standard deviation over trusted prompts, at least {@code floor} (METHODS.md section 4). A latent that was never active has
 * the floor for a deviation, so with the published 1e-8 each such one that is active now adds 1e16 x_j^2 over their number: the score is
 * in effect a weighted count of unseen latents.
 *
 * @param floor above 0, in the unit of the latents
 */
public record SaeDiagonalMethod(double floor) implements SparseMethod {

    /** The published one. */
    public static final double FLOOR = 1e-8;

    private static final String MEAN = "mean";
    private static final String DEVIATION = "deviation";

    public SaeDiagonalMethod {
        if (!(floor > 0 && floor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("sae-diagonal takes a floor above 0, found " + floor);
        }
    }

    @Override
    public String name() {
        return "sae-diagonal";
    }

    @Override
    public String params() {
        return "floor=" + Scientific.of(floor);
    }

    @Override
    public Mode mode() {
        return Mode.ONLINE;
    }

    @Override
    public Parameters fit(SparseRows trusted) {
        LatentMoments moments = LatentMoments.of(trusted);
        double[] deviations = moments.variance();
        if (Arrays.stream(deviations).allMatch(variance -> variance == 0)) {
            throw new NotApplicableException(Variance.NONE);
        }
        for (int j = 0; j < deviations.length; j++) {
            deviations[j] = Math.max(floor, Math.sqrt(deviations[j]));
        }
        return Parameters.none().and(MEAN, moments.mean()).and(DEVIATION, deviations);
    }

    @Override
    public SparseDetector detector(Parameters fitted) {
        return new LatentDistance(fitted.numbers(MEAN), fitted.numbers(DEVIATION));
    }
}
