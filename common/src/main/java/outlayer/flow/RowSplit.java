package outlayer.flow;

/**
 * Which rows judge a flow and which it learns from: a row's place in the order of all and the seed decide, nothing else. Judges are the
 * share asked for, of very many rows about {@value #MOST_JUDGES}.
 *
 * @param count of all rows
 */
record RowSplit(long seed, double share, long count) {

    static final int MOST_JUDGES = 4096;

    private static final double TWO_TO_53 = 1L << 53;

    /** The split that the options ask for; it must leave rows on both sides. */
    static RowSplit of(Rows rows, FlowOptions options) {
        RowSplit split = new RowSplit(options.seed(), options.validationShare(), rows.count());
        long learned = split.learned();
        if (learned < 2 || learned == rows.count()) {
            throw new IllegalArgumentException("Of " + rows.count() + " rows a validation share of "
                    + options.validationShare() + " leaves " + learned
                    + " to learn from, expected at least 2 and 1 to judge; give more rows");
        }
        return split;
    }

    /** Whether the row at that place judges. */
    boolean judges(long place) {
        double most = Math.min(share, (double) MOST_JUDGES / count);
        return (mixed(mixed(seed) + place) >>> 11) / TWO_TO_53 < most;
    }

    /** How many rows are learned from. */
    long learned() {
        long learned = 0;
        for (long place = 0; place < count; place++) {
            if (!judges(place)) {
                learned++;
            }
        }
        return learned;
    }

    /** Finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    static long mixed(long x) {
        long y = x + 0x9E3779B97F4A7C15L;
        y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
