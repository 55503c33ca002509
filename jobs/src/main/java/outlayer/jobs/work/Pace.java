package outlayer.jobs.work;

import java.util.Locale;

/**
 * How far a stage is, and how fast.
 *
 * @param done units
 * @param units that were missing when it began
 * @param examples in those that are done; 0 where the stage counts none
 * @param tokens likewise
 */
record Pace(long done, long units, long examples, long tokens, double seconds) {

    /** {@code 12 of 48 units, 310 examples/s, 27.1 k tokens/s, ETA 1:05}; what is not counted is left out. */
    @Override
    public String toString() {
        return done + " of " + units + " units" + (rates().isEmpty() ? "" : ", " + rates()) + eta();
    }

    /** {@code 310 examples/s, 27.1 k tokens/s}, or nothing. */
    String rates() {
        StringBuilder text = new StringBuilder();
        if (seconds > 0 && examples > 0) {
            text.append(rate(examples)).append(" examples/s");
        }
        if (seconds > 0 && tokens > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(rate(tokens)).append(" tokens/s");
        }
        return text.toString();
    }

    /** The rest at the pace of what is done; unknown before the first unit is. */
    private String eta() {
        if (done == 0 || done >= units) {
            return "";
        }
        long left = Math.round(seconds * (units - done) / done);
        return left < 3600
                ? String.format(Locale.ROOT, ", ETA %d:%02d", left / 60, left % 60)
                : String.format(Locale.ROOT, ", ETA %d:%02d:%02d", left / 3600, left / 60 % 60, left % 60);
    }

    private String rate(long count) {
        double perSecond = count / seconds;
        return perSecond < 10_000
                ? String.format(Locale.ROOT, "%.0f", perSecond)
                : String.format(Locale.ROOT, "%.1f k", perSecond / 1000);
    }
}
