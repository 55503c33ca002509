package outlayer.evaluate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import outlayer.stats.Centroid;

/**
 * How far apart the two characters' vectors lie: S = |mu_Alice - mu_Bob|^2 / tr(Sigma), with Sigma the covariance
 * (divided by n) of all test vectors of a layer together. Needs labels: a diagnostic, not a detector.
 *
 * <p>The published code reports the share of the variance that lies between the classes, p (1 - p) S for a share p of
 * anomalies. With balanced classes, as published, that is S / 4: {@link #quarter}. (METHODS.md section 6.2.)
 */
public record Separation(double separation) {

    /** Empty when a class has no vector or the vectors do not vary. */
    public static Optional<Separation> of(Centroid normal, Centroid anomalous) {
        if (normal.n() == 0 || anomalous.n() == 0) {
            return Optional.empty();
        }
        Centroid both = normal.merge(anomalous);
        double trace = both.scatterTrace() / both.n();
        if (!(trace > 0)) {
            return Optional.empty();
        }
        double distance = 0;
        for (int j = 0; j < both.mean().length; j++) {
            double delta = normal.mean()[j] - anomalous.mean()[j];
            distance += delta * delta;
        }
        return Optional.of(new Separation(distance / trace));
    }

    public double quarter() {
        return separation / 4;
    }

    public static SeparationRow row(ResultKey key, String feature, String layer, Optional<Separation> found) {
        @Nullable Double separation = found.map(Separation::separation).orElse(null);
        @Nullable Double quarter = found.map(Separation::quarter).orElse(null);
        return new SeparationRow(key.model(), key.dataset(), key.variant(), feature, layer, separation, quarter);
    }
}
