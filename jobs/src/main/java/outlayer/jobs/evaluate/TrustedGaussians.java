package outlayer.jobs.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.detector.GaussianMethod;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunFile;

/** The Gaussians that were fitted to trusted vectors, where detectors needed them. */
final class TrustedGaussians {

    private TrustedGaussians() {}

    /** Their files by feature and layer. */
    static Map<String, Map<Integer, RunFile>> of(List<FeatureFits> features) {
        Map<String, Map<Integer, RunFile>> byFeature = new LinkedHashMap<>();
        features.forEach(fits -> byFeature.put(fits.feature(), byLayer(fits)));
        return byFeature;
    }

    /** Methods share the Gaussian of a layer. */
    private static Map<Integer, RunFile> byLayer(FeatureFits fits) {
        Map<Integer, RunFile> layers = new LinkedHashMap<>();
        for (LayerFit fit : fits.fits()) {
            if (fit.method() instanceof GaussianMethod) {
                layers.putIfAbsent(fit.layer(), fit.file());
            }
        }
        return layers;
    }
}
