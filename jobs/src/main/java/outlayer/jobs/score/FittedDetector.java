package outlayer.jobs.score;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Detector;
import outlayer.detector.Mahalanobis;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.stats.Gaussian;

/**
 * A detector at one layer, under the name that results give it.
 *
 * @param detector null where the layer gives it nothing to work on
 * @param note why
 */
record FittedDetector(
        String name,
        String params,
        String mode,
        @Nullable Detector detector,
        @Nullable String note) {

    private static final String ONLINE = "online";

    /** Every detector of the settings, fitted to one layer. */
    static List<FittedDetector> all(Gaussian gaussian, DetectorOptions options) {
        return options.rcond().stream()
                .map(rcond -> mahalanobis(gaussian, rcond))
                .toList();
    }

    private static FittedDetector mahalanobis(Gaussian gaussian, double rcond) {
        String params = "rcond=" + scientific(rcond);
        if (gaussian.spectrum().isEmpty()) {
            return new FittedDetector(
                    "mahalanobis", params, ONLINE, null, "n/a: the layer has no variance over trusted prompts");
        }
        return new FittedDetector("mahalanobis", params, ONLINE, new Mahalanobis(gaussian, rcond), null);
    }

    /** All digits of it, so that no two values share a name: 1e-3, 1.4e-3. */
    static String scientific(double value) {
        BigDecimal digits = BigDecimal.valueOf(value).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return digits.movePointLeft(exponent).toPlainString() + "e" + exponent;
    }
}
