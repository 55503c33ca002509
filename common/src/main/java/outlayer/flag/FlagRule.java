package outlayer.flag;

import java.io.Serializable;
import java.util.Optional;

/** How many false flags are put up with; from it follows the largest p-value that is flagged. */
public sealed interface FlagRule extends Serializable {

    /** Its name in settings and results. */
    String key();

    /** What is chosen, between 0 and 1. */
    double share();

    /** The largest p-value that is flagged; 0 where none is. */
    double threshold(double[] p);

    /**
     * What so few calibration scores cannot do, in words; empty where they suffice.
     *
     * @param n calibration scores
     * @param m examples that are tested together
     */
    Optional<String> shortage(int n, long m);

    /** At most this share of the flagged is expected to be normal (Benjamini & Hochberg 1995). */
    record FalseDiscoveryRate(double share) implements FlagRule {

        public FalseDiscoveryRate {
            requireShare("rate", share);
        }

        @Override
        public String key() {
            return "false-discovery-rate";
        }

        @Override
        public double threshold(double[] p) {
            return BenjaminiHochberg.threshold(p, share);
        }

        @Override
        public Optional<String> shortage(int n, long m) {
            long least = BenjaminiHochberg.leastReported(n, m, share);
            if (least <= 1) {
                return Optional.empty();
            }
            String smallest = "%d calibration scores give p = 1/%d at best, more than rate/m = %s/%d"
                    .formatted(n, n + 1, plain(share), m);
            return Optional.of(
                    least > m
                            ? smallest + ", and more than the rate: nothing can be flagged. Give at least "
                                    + fewest(share) + " calibration examples"
                            : smallest + ": either none is flagged or at least " + least + " of the " + m
                                    + " are. More calibration examples lower that number");
        }
    }

    /** At most this share of the normal examples is expected to be flagged. */
    record FalsePositiveBudget(double share) implements FlagRule {

        public FalsePositiveBudget {
            requireShare("false-positive-budget", share);
        }

        @Override
        public String key() {
            return "false-positive-budget";
        }

        @Override
        public double threshold(double[] p) {
            double largest = 0;
            for (double one : p) {
                largest = one <= share && one > largest ? one : largest;
            }
            return largest;
        }

        @Override
        public Optional<String> shortage(int n, long m) {
            return 1.0 / (n + 1) <= share
                    ? Optional.empty()
                    : Optional.of(
                            ("%d calibration scores give p = 1/%d at best, more than the budget %s: nothing can be"
                                            + " flagged. Give at least %d calibration examples")
                                    .formatted(n, n + 1, plain(share), fewest(share)));
        }
    }

    private static void requireShare(String what, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    what + " is " + share + ", expected a share between 0 and 1, such as 0.1");
        }
    }

    /** The least n with 1 / (n + 1) <= share. */
    private static long fewest(double share) {
        return (long) Math.ceil(1 / share - 1 - 1e-9);
    }

    private static String plain(double share) {
        return Double.toString(share);
    }
}
