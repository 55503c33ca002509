package outlayer.quirky;

import java.io.Serializable;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Shares of one stratum's questions that go to each part; they add up to 1. */
public record PartShares(
        double train, double validation, double trusted, double calibration, double untrusted, double test)
        implements Serializable {

    public PartShares {
        double sum = train + validation + trusted + calibration + untrusted + test;
        if (!(Math.abs(sum - 1) < 1e-9)
                || Math.min(Math.min(train, validation), Math.min(trusted, calibration)) < 0
                || Math.min(untrusted, test) < 0) {
            throw new IllegalArgumentException(
                    ("Part shares train %s, validation %s, trusted %s, calibration %s, untrusted %s,"
                                    + " test %s sum to %s; expected shares from 0 that sum to 1")
                            .formatted(train, validation, trusted, calibration, untrusted, test, sum));
        }
    }

    /** The share of one part. */
    public double of(Part part) {
        return switch (part) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TRUSTED -> trusted;
            case CALIBRATION -> calibration;
            case UNTRUSTED -> untrusted;
            case TEST -> test;
        };
    }

    /** The part in whose stretch of [0, 1) the number lies, parts being laid out in the order of {@link Part}. */
    Part at(double uniform) {
        return at(uniform, EnumSet.allOf(Part.class)).orElse(Part.TRAIN);
    }

    /** The same where some parts only are laid out, each on the larger stretch that it then has; none if they have no share. */
    Optional<Part> at(double uniform, Set<Part> among) {
        double sum = 0;
        for (Part part : Part.values()) {
            sum += among.contains(part) ? of(part) : 0;
        }
        // All shares sum to 1 but for rounding, by which no question may change its part.
        double all = among.size() == Part.values().length ? 1 : sum;
        double end = 0;
        Optional<Part> last = Optional.empty();
        for (Part part : Part.values()) {
            if (among.contains(part) && of(part) > 0) {
                last = Optional.of(part);
                end += of(part);
                if (uniform * all < end) {
                    return last;
                }
            }
        }
        return last;
    }
}
