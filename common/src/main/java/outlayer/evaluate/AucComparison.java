package outlayer.evaluate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two scores of the same examples: the difference of their AUCs, its 95 % interval (normal, inside [-1, 1]) and the
 * two-sided p-value that there is none (DeLong, DeLong and Clarke-Pearson 1988). The p-value is null when the variance
 * is 0 although the AUCs differ; it is 1 when both rank every example alike.
 */
public record AucComparison(
        double difference,
        double low,
        double high,
        @Nullable Double p) {

    private static final double NO_VARIANCE = 1e-24;

    /** Empty when a class has fewer than two examples. */
    public static Optional<AucComparison> of(RocAuc first, RocAuc second) {
        if (first.normals() < 2 || first.anomalies() < 2) {
            return Optional.empty();
        }
        double difference = first.auc() - second.auc();
        double variance = first.covariance(first) + second.covariance(second) - 2 * first.covariance(second);
        if (variance <= NO_VARIANCE) {
            Double p = Math.abs(difference) < 1e-12 ? 1.0 : null;
            return Optional.of(new AucComparison(difference, difference, difference, p));
        }
        double error = Math.sqrt(variance);
        double reach = AucInterval.Z * error;
        return Optional.of(new AucComparison(
                difference,
                Math.max(-1, difference - reach),
                Math.min(1, difference + reach),
                NormalTail.twoSided(difference / error)));
    }
}
