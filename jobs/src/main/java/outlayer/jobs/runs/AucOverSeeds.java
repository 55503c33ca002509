package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.stats.Spread;

/**
 * One line of {@code auc-over-seeds.csv}; the components are the columns, in order.
 *
 * @param n runs in which the AUC is defined; without any, the numbers are null
 */
public record AucOverSeeds(
        String model,
        String dataset,
        String variant,
        String feature,
        String detector,
        String params,
        String mode,
        String layer,
        String aggregation,
        String subset,
        long n,
        @Nullable Double mean,
        @Nullable Double standardDeviation,
        @Nullable Double min,
        @Nullable Double max) {

    static AucOverSeeds of(AucCell cell, @Nullable Spread spread) {
        return new AucOverSeeds(
                cell.model(),
                cell.dataset(),
                cell.variant(),
                cell.feature(),
                cell.detector(),
                cell.params(),
                cell.mode(),
                cell.layer(),
                cell.aggregation(),
                cell.subset(),
                spread == null ? 0 : spread.n(),
                spread == null ? null : spread.mean(),
                spread == null ? null : spread.standardDeviation(),
                spread == null ? null : spread.min(),
                spread == null ? null : spread.max());
    }
}
