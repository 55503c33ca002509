package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.stats.Spread;

/**
 * How far one number lies apart in runs of different seeds.
 *
 * @param n runs in which it is defined; without any, the rest is null
 */
public record SeedSpread(
        long n,
        @Nullable Double mean,
        @Nullable Double standardDeviation,
        @Nullable Double min,
        @Nullable Double max) {

    static SeedSpread of(double[] values) {
        if (values.length == 0) {
            return new SeedSpread(0, null, null, null, null);
        }
        Spread spread = Spread.of(values);
        return new SeedSpread(spread.n(), spread.mean(), spread.standardDeviation(), spread.min(), spread.max());
    }
}
