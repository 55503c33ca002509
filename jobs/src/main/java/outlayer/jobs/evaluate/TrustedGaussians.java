package outlayer.jobs.evaluate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import outlayer.detector.GaussianMethod;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.Fits;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.settings.Experiment;

/** The Gaussians that were fitted to trusted vectors, where detectors needed them. */
final class TrustedGaussians {

    private TrustedGaussians() {}

    /** Their files by group, feature and layer; every fit must be published. */
    static Map<Readings.Group, Map<String, Map<Integer, RunFile>>> of(RunDirectory run, Experiment experiment)
            throws IOException {
        Map<Readings.Group, Map<String, Map<Integer, RunFile>>> groups = new LinkedHashMap<>();
        Fits.of(run, FeatureReadings.of(run, experiment), experiment).forEach((group, features) -> {
            Map<String, Map<Integer, RunFile>> byFeature = new LinkedHashMap<>();
            features.forEach(fits -> byFeature.put(fits.feature(), byLayer(fits)));
            groups.put(group, byFeature);
        });
        return groups;
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
