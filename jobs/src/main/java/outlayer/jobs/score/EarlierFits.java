package outlayer.jobs.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import outlayer.detector.GaussianMethod;
import outlayer.detector.Method;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.fit.FeatureFits;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.fit.LayerFit;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.settings.OwnMethod;
import outlayer.jobs.table.GaussianFile;
import outlayer.jobs.table.ParametersFile;

/** The fits of an earlier run for the vectors of this one: found by names, and refused where they were made of other vectors. */
final class EarlierFits {

    private final EarlierRun earlier;
    private final Lineage lineage;
    private final List<Manifest> fits;
    private final DetectorOptions options;

    EarlierFits(RunDirectory run, EarlierRun earlier, DetectorOptions options) {
        this.earlier = earlier;
        this.lineage = new Lineage(run, earlier);
        this.fits = earlier.units(FitJob.STAGE);
        this.options = options;
    }

    /**
     * What scores each group, features in their order.
     *
     * @param readings one shard of each group that is to be scored, by feature
     */
    Map<Readings.Group, List<FeatureFits>> of(Map<String, Map<Readings.Group, Reading>> readings) {
        Map<Readings.Group, List<FeatureFits>> all = new LinkedHashMap<>();
        readings.forEach((feature, groups) -> groups.forEach((group, reading) ->
                all.computeIfAbsent(group, absent -> new ArrayList<>()).add(of(feature, group, reading))));
        return all;
    }

    private FeatureFits of(String feature, Readings.Group group, Reading reading) {
        String what = "Feature %s of %s/%s/%s".formatted(feature, group.model(), group.dataset(), group.variant());
        List<Manifest> its = fits.stream()
                .filter(fit -> isOf(fit, group, feature)
                        && !"moments".equals(fit.spec().settings().get("kind")))
                .toList();
        if (its.isEmpty()) {
            throw new IllegalArgumentException(what + ": " + earlier + " has no fit of it; found fits of " + names()
                    + ". Give model, dataset and feature the names that they have there");
        }
        lineage.require(reading.key(), its.get(0), what);
        List<LayerFit> layers = new ArrayList<>();
        for (int layer : reading.layers()) {
            for (Method method : options.on(feature)) {
                layers.add(of(its, method, layer, what));
            }
        }
        return new FeatureFits(feature, List.copyOf(layers));
    }

    private LayerFit of(List<Manifest> its, Method method, int layer, String what) {
        boolean gaussian = method instanceof GaussianMethod;
        Manifest fit = its.stream()
                .filter(unit -> gaussian ? isGaussian(unit) : isOf(unit, method))
                .filter(unit -> layers(unit).contains(Integer.toString(layer)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s: %s has no fit of %s %s at layer %d; found %s. Leave the detector out, or fit it there"
                                .formatted(what, earlier, method.name(), method.params(), layer, detectors(its))));
        if (gaussian) {
            requireSpectrum(fit, method, what);
        }
        if (method instanceof OwnMethod own) {
            requireClass(fit, own, what);
        }
        String file = gaussian ? GaussianFile.fileName(layer) : ParametersFile.fileName(layer);
        return new LayerFit(layer, method, fit.key(), earlier.directory().file(fit, file));
    }

    private void requireSpectrum(Manifest fit, Method method, String what) {
        double kept = Double.parseDouble(fit.spec().settings().getOrDefault("cutoff", "1"));
        if (method.cutoff() < kept) {
            throw new IllegalArgumentException(
                    "%s: %s %s needs eigenvalues above %s times the largest, but %s kept those above %s; fit there with the same detector"
                            .formatted(what, method.name(), method.params(), method.cutoff(), earlier, kept));
        }
    }

    private void requireClass(Manifest fit, OwnMethod own, String what) {
        String mine = own.method().getClass().getName();
        String theirs = fit.spec().settings().get(FitJob.OWN_CLASS);
        if (!mine.equals(theirs)) {
            throw new IllegalArgumentException(
                    "%s: %s is %s here, but %s fitted it as %s; give one of them another name"
                            .formatted(
                                    what,
                                    own.name(),
                                    mine,
                                    earlier,
                                    theirs == null ? "a detector of Outlayer" : theirs));
        }
    }

    private static boolean isOf(Manifest fit, Readings.Group group, String feature) {
        SortedMap<String, String> labels = fit.spec().labels();
        return group.model().equals(labels.get("model"))
                && group.dataset().equals(labels.get("dataset"))
                && group.variant().equals(labels.get("variant"))
                && feature.equals(labels.get("feature"));
    }

    private static boolean isGaussian(Manifest fit) {
        return "gaussian".equals(fit.spec().settings().get("kind"));
    }

    private static boolean isOf(Manifest fit, Method method) {
        return method.name().equals(fit.spec().labels().get("detector"))
                && method.params().equals(fit.spec().labels().get("params"));
    }

    /** One, or all that a joint method was fitted to. */
    private static List<String> layers(Manifest fit) {
        return Arrays.asList(fit.spec().labels().getOrDefault("layer", "").split("\\+"));
    }

    private static String detectors(List<Manifest> fits) {
        return fits.stream()
                .map(fit -> (isGaussian(fit)
                                ? "gaussian"
                                : fit.spec().labels().get("detector") + " "
                                        + fit.spec().labels().get("params"))
                        + " at " + fit.spec().labels().get("layer"))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String names() {
        return fits.stream()
                .map(fit -> fit.spec().labels())
                .map(labels -> "%s of %s/%s/%s"
                        .formatted(
                                labels.get("feature"),
                                labels.get("model"),
                                labels.get("dataset"),
                                labels.get("variant")))
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
