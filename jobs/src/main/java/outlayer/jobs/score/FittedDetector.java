package outlayer.jobs.score;

import java.util.List;
import org.jspecify.annotations.Nullable;
import outlayer.detector.Detector;
import outlayer.detector.MahalanobisMethod;
import outlayer.detector.NotApplicableException;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.linalg.Arithmetic;
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

    /** Every detector of the settings, fitted to one layer. */
    static List<FittedDetector> all(Gaussian gaussian, DetectorOptions options) {
        return options.rcond().stream()
                .map(rcond -> mahalanobis(gaussian, rcond))
                .toList();
    }

    private static FittedDetector mahalanobis(Gaussian gaussian, double rcond) {
        MahalanobisMethod method = new MahalanobisMethod(rcond);
        try {
            return new FittedDetector(
                    method.name(),
                    method.params(),
                    method.mode().key(),
                    method.detector(gaussian, Arithmetic.FLOAT64),
                    null);
        } catch (NotApplicableException e) {
            return new FittedDetector(
                    method.name(), method.params(), method.mode().key(), null, e.getMessage());
        }
    }
}
