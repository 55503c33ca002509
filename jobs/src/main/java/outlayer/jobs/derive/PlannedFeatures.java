package outlayer.jobs.derive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import outlayer.jobs.effects.PlannedEffects;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Visit;
import outlayer.jobs.flow.PlannedFlows;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.jobs.settings.FlowSettings;
import outlayer.jobs.settings.SaeOptions;
import outlayer.jobs.settings.SettingsException;
import outlayer.jobs.work.DependentUnit;

/** Where the vectors of every feature of an experiment will lie, planned once, and the units that make the derived ones. */
public final class PlannedFeatures {

    private final Map<String, List<PlannedReading>> readings = new LinkedHashMap<>();
    private final List<DependentUnit> units = new ArrayList<>();

    private PlannedFeatures() {}

    /** The datasets must be published, nothing else. */
    public static PlannedFeatures of(RunDirectory run, Experiment experiment) throws IOException {
        PlannedFeatures features = new PlannedFeatures();
        Extracted extracted = Extracted.of(run, experiment);
        for (String name : experiment.extract().names()) {
            features.readings.put(name, extracted.readings(name));
        }
        features.readings.putAll(
                PlannedEffects.of(extracted, experiment, run.configuration()).readings());
        features.addFlows(run, experiment, extracted);
        features.addSae(run, experiment, extracted);
        experiment.derive().merged().forEach(features::addMerged);
        experiment.derive().concatenated().forEach(features::addConcatenated);
        return features;
    }

    private void addFlows(RunDirectory run, Experiment experiment, Extracted extracted) throws IOException {
        if (experiment.flow() == null) {
            return;
        }
        PlannedFlows flows = PlannedFlows.of(run, experiment, extracted);
        List<PlannedReading> latents = new ArrayList<>();
        List<PlannedReading> likelihoods = new ArrayList<>();
        for (PlannedReading reading : of(FeatureOptions.ACTIVATIONS)) {
            LatentsUnit unit = new LatentsUnit(
                    reading,
                    flows.on(reading.group().model()),
                    experiment.extract().maxQuarantine(),
                    experiment.executor());
            units.add(unit);
            latents.add(unit.output(FlowSettings.LATENTS));
            likelihoods.add(unit.output(FlowSettings.LIKELIHOOD));
        }
        readings.put(FlowSettings.LATENTS, latents);
        readings.put(FlowSettings.LIKELIHOOD, likelihoods);
    }

    private void addSae(RunDirectory run, Experiment experiment, Extracted extracted) throws IOException {
        SaeOptions options = experiment.derive().sae();
        if (options == null) {
            return;
        }
        List<PlannedReading> latents = new ArrayList<>();
        List<Visit> visits = extracted.visits();
        for (int i = 0; i < visits.size(); i++) {
            String set = options.paths().get(visits.get(i).group().model());
            if (set != null) {
                SparseUnit unit = SparseUnit.of(
                        of(FeatureOptions.ACTIVATIONS).get(i),
                        set,
                        options.layers(visits.get(i).config().layers()),
                        experiment.executor(),
                        run.configuration());
                units.add(unit);
                latents.add(unit.output());
            }
        }
        readings.put(SaeOptions.FEATURE, latents);
    }

    private void addMerged(String name, List<String> parts) {
        List<PlannedReading> merged = new ArrayList<>();
        for (PlannedReading first : of(parts.get(0))) {
            List<PlannedReading> sources = parts.stream()
                    .flatMap(part -> of(part).stream())
                    .filter(reading -> reading.isOfSameShard(first))
                    .toList();
            if (sources.size() == parts.size()) { // a group without trusted prompts has no effects
                add(MergedUnit.of(name, sources), merged);
            }
        }
        readings.put(name, merged);
    }

    private void addConcatenated(String name, String source) {
        List<PlannedReading> joined = new ArrayList<>();
        of(source).forEach(reading -> add(new ConcatenatedUnit(name, reading), joined));
        readings.put(name, joined);
    }

    private void add(JoiningUnit unit, List<PlannedReading> outputs) {
        units.add(unit);
        outputs.add(unit.output());
    }

    /** All shards of a feature, in the order of models, variants, datasets, parts and shards. */
    public List<PlannedReading> readings(String feature) {
        return of(feature);
    }

    /** Those of this stage, each after those whose vectors it reads. */
    List<DependentUnit> units() {
        return units;
    }

    private List<PlannedReading> of(String feature) {
        List<PlannedReading> found = readings.get(feature);
        if (found == null) {
            throw new SettingsException("There is no feature " + feature + ", only " + readings.keySet()
                    + "; name it in extract.features, effects, flow or derive");
        }
        return found;
    }
}
