package outlayer.stats;

import java.nio.FloatBuffer;
import java.util.Optional;
import outlayer.linalg.Matrix;

/**
 * The plane of the two directions v1, v2 in which fitted vectors vary most. The place of x on it is
 * (v_i . (x - mean)) / sqrt(lambda_i): in standard deviations of the fitted vectors, so that theirs have mean 0 and variance 1 on
 * both axes (principal components, Hotelling 1933). Immutable and safe to share.
 */
public final class PrincipalPlane {

    private final double[] mean;
    private final double[][] axes;
    private final double share;

    private PrincipalPlane(double[] mean, double[][] axes, double share) {
        this.mean = mean;
        this.axes = axes;
        this.share = share;
    }

    /** Empty where the vectors vary in fewer than two directions. */
    public static Optional<PrincipalPlane> of(Gaussian gaussian) {
        Spectrum spectrum = gaussian.spectrum();
        double[] values = spectrum.values();
        if (values.length < 2) {
            return Optional.empty();
        }
        double[][] axes = {axis(spectrum, 0), axis(spectrum, 1)};
        return Optional.of(
                new PrincipalPlane(gaussian.mean(), axes, (values[0] + values[1]) / spectrum.totalVariance()));
    }

    private static double[] axis(Spectrum spectrum, int pair) {
        Matrix vectors = spectrum.vectors();
        double[] axis = new double[vectors.cols()];
        for (int j = 0; j < axis.length; j++) {
            axis[j] = vectors.at(pair, j) / Math.sqrt(spectrum.values()[pair]);
        }
        return axis;
    }

    /** The part of the fitted vectors' variance that lies in the plane, from 0 to 1. */
    public double share() {
        return share;
    }

    /** The two coordinates of a vector [d], read from the buffer's position on. */
    public double[] place(FloatBuffer x) {
        if (x.remaining() < mean.length) {
            throw new IllegalArgumentException(
                    "Vector has %d numbers, expected %d; was the plane fitted to another layer?"
                            .formatted(x.remaining(), mean.length));
        }
        double first = 0;
        double second = 0;
        for (int j = 0; j < mean.length; j++) {
            double difference = x.get(x.position() + j) - mean[j];
            first += difference * axes[0][j];
            second += difference * axes[1][j];
        }
        return new double[] {first, second};
    }
}
