package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.stats.Spread;

/**
 * One line of {@code quirkiness-over-seeds.csv}; the components are the columns, in order.
 *
 * @param n runs in which the quirkiness is defined; without any, the numbers are null
 */
public record QuirkinessOverSeeds(
        String model,
        String dataset,
        String variant,
        long n,
        @Nullable Double mean,
        @Nullable Double standardDeviation,
        @Nullable Double min,
        @Nullable Double max) {

    static QuirkinessOverSeeds of(ModelCell cell, @Nullable Spread spread) {
        return new QuirkinessOverSeeds(
                cell.model(),
                cell.dataset(),
                cell.variant(),
                spread == null ? 0 : spread.n(),
                spread == null ? null : spread.mean(),
                spread == null ? null : spread.standardDeviation(),
                spread == null ? null : spread.min(),
                spread == null ? null : spread.max());
    }
}
