package outlayer.jobs.settings;

import java.io.Serializable;
import java.util.List;

/**
 * The detectors and their parameters.
 *
 * @param rcond of the Mahalanobis distance: eigenvalues below this share of the largest are left out; each value is a
 *     detector of its own
 */
public record DetectorOptions(List<Double> rcond) implements Serializable {

    public DetectorOptions {
        if (rcond.isEmpty()) {
            throw new IllegalArgumentException("mahalanobis.rcond is empty, expected for example [1e-3, 1e-5]");
        }
        for (double value : rcond) {
            if (!(value > 0 && value < 1)) {
                throw new IllegalArgumentException(
                        "mahalanobis.rcond contains " + value + ", expected numbers between 0 and 1 such as 1e-5");
            }
        }
    }

    static DetectorOptions of(Block block) {
        return block.block("mahalanobis").as(mahalanobis -> new DetectorOptions(mahalanobis.numbers("rcond")));
    }

    /** The spectrum that every detector's cut-off lies in. */
    public double smallestRcond() {
        return rcond.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
