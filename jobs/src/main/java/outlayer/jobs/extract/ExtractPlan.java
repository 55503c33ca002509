package outlayer.jobs.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import outlayer.checkpoint.ModelConfig;
import outlayer.feature.Feature;
import outlayer.jobs.datasets.Shard;
import outlayer.jobs.models.ArchitectureFile;
import outlayer.jobs.models.ModelSource;
import outlayer.jobs.models.PlannedDevice;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.ExtractOptions;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.jobs.settings.Keep;
import outlayer.jobs.settings.ModelOptions;
import outlayer.jobs.settings.SettingsException;

/**
 * What is read of which model.
 *
 * @param units in the order of models, variants and adapters, so that tasks of one executor follow each other on one set of weights
 * @param ofFlows what the flows are trained on, read of the bases
 * @param models the architecture of each base, by its fingerprint
 */
record ExtractPlan(List<ExtractUnit> units, List<ExtractUnit> ofFlows, Map<String, ModelConfig> models) {

    /**
     * All units of an experiment. Where its device is `auto`, units of either kind of device will do if all of them are published, those of
     * GPUs first: a stage that runs without a GPU finds what was computed on one.
     *
     * @param application what `auto` is for units that are not published
     */
    static ExtractPlan of(RunDirectory run, Experiment experiment, PlannedDevice application) throws IOException {
        experiment.requireReading();
        Map<String, ModelConfig> models = new LinkedHashMap<>();
        ExtractOptions options = experiment.extract();
        boolean auto = options.device().equals(PlannedDevice.AUTO);
        PlannedDevice device = auto ? application : new PlannedDevice(options.device());
        List<ExtractUnit> units =
                units(run, experiment, options, Shard.all(run, experiment, options.parts()), device, models);
        List<ExtractUnit> ofFlows = FlowData.units(run, experiment, device, models);
        return auto
                ? new ExtractPlan(published(run, units), published(run, ofFlows), models)
                : new ExtractPlan(units, ofFlows, models);
    }

    /** All units, those of flows last. */
    List<ExtractUnit> all() {
        List<ExtractUnit> all = new ArrayList<>(units);
        all.addAll(ofFlows);
        return all;
    }

    private static List<ExtractUnit> published(RunDirectory run, List<ExtractUnit> units) {
        for (PlannedDevice device : List.of(PlannedDevice.GPU, PlannedDevice.CPU)) {
            List<ExtractUnit> there =
                    units.stream().map(unit -> unit.on(device)).toList();
            if (arePublished(run, there)) {
                return there;
            }
        }
        return units;
    }

    private static boolean arePublished(RunDirectory run, List<ExtractUnit> units) {
        // Mostly none or all are.
        return !units.isEmpty()
                && run.find(units.get(0).spec()).isPresent()
                && run.published(units.stream().map(ExtractUnit::spec).toList()).size() == units.size();
    }

    /** What those options say of some shards. */
    static List<ExtractUnit> units(
            RunDirectory run,
            Experiment experiment,
            ExtractOptions options,
            List<Shard> shards,
            PlannedDevice device,
            Map<String, ModelConfig> models)
            throws IOException {
        List<List<Shard>> portions = portions(shards, options);
        Configuration configuration = run.configuration();
        List<ExtractUnit> units = new ArrayList<>();
        for (ModelOptions model : experiment.models()) {
            for (String variant : options.variants()) {
                Map<String, ModelSource> sources = new LinkedHashMap<>();
                for (List<Shard> portion : portions) {
                    String dataset = portion.get(0).dataset();
                    if (!experiment.hasVariant(dataset, variant)) {
                        continue;
                    }
                    ModelSource source = sources.get(dataset);
                    if (source == null) {
                        source = ModelSource.of(model, variant, dataset, experiment.executor(), configuration);
                        sources.put(dataset, source);
                    }
                    ModelConfig config = models.get(source.baseFingerprint());
                    if (config == null) {
                        config = ArchitectureFile.read(source.base(), configuration);
                        models.put(source.baseFingerprint(), config);
                    }
                    units.add(new ExtractUnit(
                            model.name(),
                            variant,
                            portion,
                            source,
                            features(options, config, source),
                            device,
                            options));
                }
            }
        }
        return units;
    }

    /** Each shard alone, or with statistics runs of them within one part of one dataset. */
    private static List<List<Shard>> portions(List<Shard> shards, ExtractOptions options) {
        int most = options.keep() == Keep.VECTORS ? 1 : options.statistics().shards();
        List<List<Shard>> portions = new ArrayList<>();
        for (Shard shard : shards) {
            List<Shard> last = portions.isEmpty() ? List.of() : portions.get(portions.size() - 1);
            if (!last.isEmpty()
                    && last.size() < most
                    && last.get(0).part() == shard.part()
                    && last.get(0).dataset().equals(shard.dataset())) {
                last.add(shard);
            } else {
                portions.add(new ArrayList<>(List.of(shard)));
            }
        }
        return portions;
    }

    private static List<Feature> features(ExtractOptions options, ModelConfig config, ModelSource source) {
        return options.features().stream()
                .map(feature -> new Feature(
                        feature.name(), feature.point(), layers(feature, config, source), feature.positions()))
                .toList();
    }

    private static List<Integer> layers(FeatureOptions feature, ModelConfig config, ModelSource source) {
        try {
            return feature.layers().of(feature.point().layers(config));
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    "extract.features." + feature.name() + ", model " + source + ": " + e.getMessage(), e);
        }
    }
}
