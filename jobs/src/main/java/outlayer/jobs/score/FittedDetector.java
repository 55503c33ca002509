package outlayer.jobs.score;

import java.util.List;
import java.util.Locale;
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
record FittedDetector(String name, String params, String mode, @Nullable Detector detector, @Nullable String note) {

    private static final String ONLINE = "online";

    /** Every detector of the settings, fitted to one layer. */
    static List<FittedDetector> all(Gaussian gaussian, DetectorOptions options) {
        return options.rcond().stream()
                .map(rcond -> mahalanobis(gaussian, rcond))
                .toList();
    }

    private static FittedDetector mahalanobis(Gaussian gaussian, double rcond) {
        String params = String.format(Locale.ROOT, "rcond=%.0e", rcond);
        if (gaussian.spectrum().isEmpty()) {
            return new FittedDetector(
                    "mahalanobis", params, ONLINE, null, "n/a: the layer has no variance over trusted prompts");
        }
        return new FittedDetector("mahalanobis", params, ONLINE, new Mahalanobis(gaussian, rcond), null);
    }
}
