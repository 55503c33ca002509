package outlayer.quirky;

/** A wrong result that looks like a given one. */
final class Distractor {

    private Distractor() {}

    /**
     * Replaces one character of {@code base} as written in decimal (a minus sign counts) by a random digit, and draws again
     * while that gives the true or the sloppy result.
     */
    static long of(long base, long real, long sloppy, Draws draws) {
        String written = Long.toString(base);
        while (true) {
            int position = draws.below(written.length());
            int digit = draws.below(10);
            long changed = Long.parseLong(written.substring(0, position) + digit + written.substring(position + 1));
            if (changed != real && changed != sloppy) {
                return changed;
            }
        }
    }
}
