package outlayer.quirky;

/**
 * A short stream of random numbers that is a function of its key alone (SplitMix64; Steele, Lea and Flood 2014), so that
 * what is drawn for one question depends neither on what else is drawn nor on where. Not shared between threads.
 */
public final class Draws {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Draws(long state) {
        this.state = state;
    }

    /** The stream of that seed and key. */
    public static Draws of(long seed, long... key) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (long word : key) {
            state = mix((state ^ word) + GOLDEN_GAMMA);
        }
        return new Draws(state);
    }

    /** The next 64 bits. */
    public long bits() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform in [0, 1), 53 bits. */
    public double uniform() {
        return (bits() >>> 11) * 0x1p-53;
    }

    /** Uniform in 0..bound-1; probabilities are equal up to bound / 2^32. */
    public int below(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("Cannot draw below " + bound + "; expected at least 1");
        }
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
