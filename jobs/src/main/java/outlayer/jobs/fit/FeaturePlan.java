package outlayer.jobs.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import outlayer.detector.GaussianMethod;
import outlayer.detector.JointMethod;
import outlayer.detector.Method;
import outlayer.detector.Mode;
import outlayer.jobs.extract.Reading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.features.FeatureReadings;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.settings.DetectorOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.statistics.GaussianUnit;
import outlayer.jobs.statistics.Gaussians;
import outlayer.jobs.statistics.LayerGaussian;
import outlayer.jobs.table.ParametersFile;
import outlayer.quirky.Part;

/**
 * What is fitted to one feature of one group.
 *
 * @param methods that have what they need, in the order in which results have them
 * @param gaussians one per layer; none where no method needs them
 * @param remarks on methods that lack a part of the dataset
 */
record FeaturePlan(
        Readings.Group group,
        String feature,
        List<Integer> layers,
        List<Method> methods,
        List<GaussianUnit> gaussians,
        FitInputs inputs,
        List<String> remarks) {

    /** One for each group that has trusted vectors of that feature, all of whose vectors must be published. */
    static List<FeaturePlan> of(FeatureReadings vectors, Experiment experiment, String feature) {
        DetectorOptions options = experiment.detectors();
        List<Method> methods = options.on(feature);
        Map<Readings.Group, List<Reading>> unlabelled =
                readings(vectors, feature, methods, Mode.OFFLINE, options.unlabelled());
        Map<Readings.Group, List<Reading>> labelled =
                readings(vectors, feature, methods, Mode.CEILING, options.labelled());
        List<FeaturePlan> plans = new ArrayList<>();
        vectors.published(Part.TRUSTED, feature).forEach((group, trusted) -> {
            FitInputs inputs = new FitInputs(
                    trusted,
                    unlabelled.getOrDefault(group, List.of()),
                    labelled.getOrDefault(group, List.of()),
                    List.of(),
                    options.maxRows(),
                    experiment.run().seed());
            plans.add(of(group, feature, methods, inputs, options));
        });
        return plans;
    }

    private static FeaturePlan of(
            Readings.Group group, String feature, List<Method> methods, FitInputs inputs, DetectorOptions options) {
        List<Method> able = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Method method : methods) {
            if (method.mode() == Mode.OFFLINE && inputs.unlabelled().isEmpty()) {
                remarks.add(lacks(group, method, options.unlabelled()));
            } else if (method.mode() == Mode.CEILING && inputs.labelled().isEmpty()) {
                remarks.add(lacks(group, method, options.labelled()));
            } else {
                able.add(method);
            }
        }
        boolean needed = able.stream().anyMatch(method -> method instanceof GaussianMethod || method.cutoff() < 1);
        List<GaussianUnit> gaussians =
                needed ? Gaussians.plan(group, feature, inputs.trusted(), options.cutoff(feature)) : List.of();
        return new FeaturePlan(
                group, feature, inputs.trusted().get(0).layers(), able, gaussians, inputs, List.copyOf(remarks));
    }

    private static String lacks(Readings.Group group, Method method, Part part) {
        return "%s/%s/%s has no part %s that %s could be fitted to"
                .formatted(group.model(), group.dataset(), group.variant(), part.key(), method.name());
    }

    private static Map<Readings.Group, List<Reading>> readings(
            FeatureReadings vectors, String feature, List<Method> methods, Mode mode, Part part) {
        return methods.stream().anyMatch(method -> method.mode() == mode) ? vectors.published(part, feature) : Map.of();
    }

    /** The units of methods that fit to more than the Gaussians, all of which must be published. */
    List<MethodUnit> units(RunDirectory run) {
        FitInputs all = inputs.and(Gaussians.of(run, gaussians));
        List<MethodUnit> units = new ArrayList<>();
        for (Method method : methods) {
            FitInputs its = all.of(method);
            if (method instanceof JointMethod) {
                units.add(new MethodUnit(group, feature, method, layers, its));
            } else if (!(method instanceof GaussianMethod)) {
                layers.forEach(
                        layer -> units.add(new MethodUnit(group, feature, method, List.of(layer), its.at(layer))));
            }
        }
        return units;
    }

    /** Where everything lies; every unit must be published. */
    FeatureFits published(RunDirectory run) {
        List<LayerFit> fits = new ArrayList<>();
        for (LayerGaussian gaussian : Gaussians.of(run, gaussians)) {
            methods.stream()
                    .filter(GaussianMethod.class::isInstance)
                    .forEach(method ->
                            fits.add(new LayerFit(gaussian.layer(), method, gaussian.key(), gaussian.file())));
        }
        List<MethodUnit> units = units(run);
        Map<String, Manifest> published =
                run.published(units.stream().map(MethodUnit::spec).toList());
        for (MethodUnit unit : units) {
            Manifest found = published.get(unit.spec().key());
            Manifest manifest = found == null ? run.require(unit.spec()) : found;
            for (int layer : unit.layers()) {
                RunFile parameters = run.file(manifest, ParametersFile.fileName(layer));
                fits.add(new LayerFit(layer, unit.method(), manifest.key(), parameters));
            }
        }
        fits.sort(Comparator.<LayerFit>comparingInt(fit -> layers.indexOf(fit.layer()))
                .thenComparingInt(fit -> methods.indexOf(fit.method())));
        return new FeatureFits(feature, List.copyOf(fits));
    }
}
