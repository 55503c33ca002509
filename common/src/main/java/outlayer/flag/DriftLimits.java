package outlayer.flag;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import outlayer.evaluate.AucInterval;

/**
 * From where on new traffic is said to have drifted.
 *
 * @param meanShift of the mean, in units of the fit's spread
 * @param varianceRatio of total variances, new by trusted, this way or the other
 * @param auc of new scores against calibration scores, or 1 less it; the 95 % interval must leave out 0.5 as well
 */
public record DriftLimits(double meanShift, double varianceRatio, double auc) implements Serializable {

    public DriftLimits {
        require(meanShift > 0, "mean-shift is " + meanShift + ", expected more than 0");
        require(varianceRatio > 1, "variance-ratio is " + varianceRatio + ", expected more than 1");
        require(auc > 0.5 && auc < 1, "auc is " + auc + ", expected between 0.5 and 1");
    }

    /** A sentence for each limit that is passed; what is null is not known. */
    List<String> passed(
            @Nullable Double shift, @Nullable Double ratio, @Nullable Double area, @Nullable AucInterval of) {
        List<String> passed = new ArrayList<>();
        if (shift != null && shift > meanShift) {
            passed.add(words("the mean moved by %.2f of the fit's spread (limit %s)", shift, meanShift));
        }
        if (ratio != null && (ratio > varianceRatio || ratio < 1 / varianceRatio)) {
            passed.add(words("the variance is %.2f times the fit's (limit %s)", ratio, varianceRatio));
        }
        if (area != null && of != null && Math.abs(area - 0.5) > auc - 0.5 && (of.low() > 0.5 || of.high() < 0.5)) {
            passed.add(words(
                    area > 0.5
                            ? "scores are higher than those of calibration, AUC %.2f (limit %s)"
                            : "scores are lower than those of calibration, AUC %.2f (limit %s)",
                    area,
                    auc));
        }
        return passed;
    }

    private static String words(String format, double value, double limit) {
        return String.format(Locale.ROOT, format, value, limit);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
