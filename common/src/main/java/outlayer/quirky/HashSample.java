package outlayer.quirky;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The {@link #CAPACITY} smallest of many uniform 64-bit hashes: how many different ones there were, and how many two collections
 * share, exact up to that number and estimated above it with a relative standard error of 1 / sqrt(CAPACITY), 0.8 % (k minimum
 * values; Bar-Yossef et al. 2002, Beyer et al. 2007). Merging gives exactly what one pass would. Not shared between threads.
 */
final class HashSample implements Serializable {

    static final int CAPACITY = 16_384;

    /** 2^64, the number of possible hashes. */
    private static final double RANGE = 0x1p64;

    /** Hashes with their highest bit turned over, so that signed order is unsigned order; the first {@link #used} count. */
    private long[] hashes = new long[64];

    private int used;
    private boolean sorted = true;
    /** Hashes from here up are not needed. */
    private long limit = Long.MAX_VALUE;

    void add(long hash) {
        long ordered = hash ^ Long.MIN_VALUE;
        if (ordered >= limit) {
            return;
        }
        if (used == hashes.length) {
            compact();
            if (used > hashes.length / 2) {
                hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            }
        }
        hashes[used++] = ordered;
        sorted = false;
    }

    HashSample merge(HashSample other) {
        HashSample merged = new HashSample();
        for (HashSample sample : new HashSample[] {this, other}) {
            sample.compact();
            for (int i = 0; i < sample.used; i++) {
                merged.add(sample.hashes[i] ^ Long.MIN_VALUE);
            }
            merged.limit = Math.min(merged.limit, sample.limit);
        }
        return merged;
    }

    /** How many different hashes were added. */
    long distinct() {
        compact();
        return estimate(used, limit);
    }

    /** How many different hashes were added to both. */
    long shared(HashSample other) {
        compact();
        other.compact();
        long common = Math.min(limit, other.limit);
        int both = 0;
        for (int i = 0, j = 0; i < used && j < other.used && Math.max(hashes[i], other.hashes[j]) < common; ) {
            int order = Long.compare(hashes[i], other.hashes[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return estimate(both, common);
    }

    /** Of all hashes, how many there were if {@code found} lie below the limit. */
    private static long estimate(int found, long limit) {
        if (limit == Long.MAX_VALUE) {
            return found;
        }
        double share = (limit - (double) Long.MIN_VALUE) / RANGE;
        return Math.round(found / share);
    }

    /** Sorts, drops repeats, and keeps those below the hash that comes after the smallest {@link #CAPACITY}. */
    private void compact() {
        if (sorted) {
            return;
        }
        Arrays.sort(hashes, 0, used);
        int kept = 0;
        for (int i = 0; i < used && hashes[i] < limit; i++) {
            if (kept == 0 || hashes[i] != hashes[kept - 1]) {
                hashes[kept++] = hashes[i];
            }
        }
        if (kept > CAPACITY) {
            limit = hashes[CAPACITY];
            kept = CAPACITY;
        }
        used = kept;
        sorted = true;
    }
}
