package outlayer.quirky;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Least, most and quartiles of a value over examples: those of all up to {@link #CAPACITY} examples, above it quartiles of those
 * with the smallest ids, which are hashes (standard error of a rank at most 1.6 %). Merging gives exactly what one pass would.
 */
final class ValueSample implements Serializable {

    static final int CAPACITY = 1_024;

    /** Keys have their highest bit turned over, so that signed order is unsigned order. */
    private final TreeMap<Long, Double> byHash = new TreeMap<>();

    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /** Adds the value of the example with that hash. */
    void add(long hash, double value) {
        least = Math.min(least, value);
        most = Math.max(most, value);
        long ordered = hash ^ Long.MIN_VALUE;
        if (byHash.size() < CAPACITY || ordered <= byHash.lastKey()) {
            byHash.merge(ordered, value, Math::min);
            if (byHash.size() > CAPACITY) {
                byHash.pollLastEntry();
            }
        }
    }

    ValueSample merge(ValueSample other) {
        ValueSample merged = new ValueSample();
        for (ValueSample sample : new ValueSample[] {this, other}) {
            for (Map.Entry<Long, Double> entry : sample.byHash.entrySet()) {
                merged.add(entry.getKey() ^ Long.MIN_VALUE, entry.getValue());
            }
        }
        merged.least = Math.min(least, other.least);
        merged.most = Math.max(most, other.most);
        return merged;
    }

    /** Null of nothing. */
    @Nullable
    Spread spread() {
        if (byHash.isEmpty()) {
            return null;
        }
        double[] sorted = byHash.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return new Spread(least, at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75), most);
    }

    /** The smallest value with at least that share of all values at or below it. */
    private static double at(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
