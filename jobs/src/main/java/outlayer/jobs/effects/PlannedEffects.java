package outlayer.jobs.effects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import outlayer.feature.Ablation;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.extract.Visit;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.AttributionOptions;
import outlayer.jobs.settings.ContrastOptions;
import outlayer.jobs.settings.EffectsOptions;
import outlayer.jobs.settings.Experiment;
import outlayer.jobs.settings.FeatureOptions;
import outlayer.jobs.settings.ProbeShiftOptions;
import outlayer.jobs.settings.RephraseOptions;
import outlayer.jobs.table.Score;
import outlayer.jobs.work.DependentUnit;

/** The units of the stage, and where the vectors of its features will lie. Groups without trusted prompts have none that needs them. */
public final class PlannedEffects {

    private final Experiment experiment;
    private final Map<Readings.Group, TrustedGroup> groups = new LinkedHashMap<>();
    private final Map<String, List<PlannedReading>> readings = new LinkedHashMap<>();
    private final List<DependentUnit> units = new ArrayList<>();

    private PlannedEffects(Experiment experiment) {
        this.experiment = experiment;
    }

    /**
     * Of all that the settings ask for.
     *
     * @param configuration that reaches a contrast set's file, and an earlier run
     */
    public static PlannedEffects of(Extracted extracted, Experiment experiment, Configuration configuration) {
        PlannedEffects planned = new PlannedEffects(experiment);
        EffectsOptions options = experiment.effects();
        options.features().forEach(name -> planned.readings.put(name, new ArrayList<>()));
        if (options.features().isEmpty()) {
            return planned;
        }
        if (options.ofHeads()) {
            planned.addHeads(extracted, options, planned.source(extracted, options, configuration));
        }
        ContrastOptions contrast = options.contrast();
        if (contrast != null) {
            planned.addContrast(extracted, ContrastSource.read(contrast.pairs(), configuration));
        }
        RephraseOptions rephrase = options.rephrase();
        if (rephrase != null) {
            planned.addRephrase(extracted, rephrase);
        }
        return planned;
    }

    private TrustedSource source(Extracted extracted, EffectsOptions options, Configuration configuration) {
        Optional<EarlierRun> earlier =
                options.needsTrusted() ? EarlierRun.of(experiment, configuration) : Optional.empty();
        return earlier.isPresent()
                ? new TakenTrusted(earlier.get())
                : OwnTrusted.of(extracted, options, experiment.run().seed());
    }

    private void addHeads(Extracted extracted, EffectsOptions options, TrustedSource source) {
        List<DependentUnit> first = new ArrayList<>();
        for (Visit visit : extracted.visits()) {
            TrustedGroup group = groups.computeIfAbsent(visit.group(), key -> group(visit, options, source, first));
            boolean lacking = (options.needsHeads() && group.heads().isEmpty())
                    || (options.probeShift() != null && group.probes().isEmpty());
            if (!lacking) {
                addShard(visit, group, options);
            }
        }
        units.addAll(0, first);
    }

    private void addShard(Visit visit, TrustedGroup group, EffectsOptions options) {
        EffectsUnit unit = new EffectsUnit(
                visit, group, options.batchTokens(), experiment.extract().maxQuarantine());
        units.add(unit);
        for (EffectShape shape : group.shapes()) {
            add(PlannedReading.of(visit, shape.name(), unit.spec(), shape.layers()));
        }
    }

    private void add(PlannedReading reading) {
        List<PlannedReading> known = readings.get(reading.feature());
        if (known != null) {
            known.add(reading);
        }
    }

    /** @param units to which those that it needs are added */
    private static TrustedGroup group(
            Visit visit, EffectsOptions options, TrustedSource source, List<DependentUnit> units) {
        List<EffectShape> shapes = new ArrayList<>();
        List<Integer> means = new ArrayList<>();
        List<Integer> components = new ArrayList<>();
        int blocks = visit.config().blocks();
        AttributionOptions attribution = options.attribution();
        if (attribution != null) {
            List<Integer> layers = EffectShape.layers("attribution", attribution.layers(), blocks);
            attribution.ablations().forEach(ablation -> shapes.add(EffectShape.attribution(ablation, layers)));
            need(attribution.ablations(), layers, means, components);
        }
        ProbeShiftOptions shift = options.probeShift();
        List<? extends DependentUnit> probes = List.of();
        if (shift != null) {
            List<Integer> layers = EffectShape.layers("probe-shift", shift.layers(), blocks);
            List<Integer> of = shift.probes(layers);
            shift.ablations().forEach(ablation -> shapes.add(EffectShape.shift(ablation, layers, of, shift.reach())));
            need(shift.ablations(), layers, means, components);
            probes = source.probes(visit.group(), of);
        }
        List<? extends DependentUnit> heads = source.heads(visit.group(), means, components);
        units.addAll(heads);
        units.addAll(probes);
        return new TrustedGroup(List.copyOf(shapes), specs(heads), specs(probes));
    }

    private static List<UnitSpec> specs(List<? extends DependentUnit> units) {
        return units.stream().map(DependentUnit::spec).toList();
    }

    private static void need(
            List<Ablation> ablations, List<Integer> layers, List<Integer> means, List<Integer> components) {
        for (Ablation ablation : ablations) {
            if (ablation.needsTrusted()) {
                means.addAll(layers);
            }
            if (ablation == Ablation.PCS || ablation == Ablation.PCS_PUBLISHED) {
                components.addAll(layers);
            }
        }
    }

    private void addContrast(Extracted extracted, ContrastSource source) {
        Map<Readings.Group, ContrastProbesUnit> probes = new LinkedHashMap<>();
        List<PlannedReading> activations = extracted.readings(FeatureOptions.ACTIVATIONS);
        List<Visit> visits = extracted.visits();
        for (int i = 0; i < visits.size(); i++) {
            PlannedReading reading = activations.get(i);
            Visit visit = visits.get(i);
            ContrastProbesUnit fitted = probes.computeIfAbsent(
                    visit.group(),
                    group -> new ContrastProbesUnit(
                            visit,
                            reading.layers(),
                            source,
                            experiment.extract().batchTokens(),
                            experiment.run().seed()));
            ContrastUnit unit = new ContrastUnit(reading, fitted);
            units.add(unit);
            add(PlannedReading.of(visit, EffectsOptions.CONTRAST, unit.spec(), reading.layers()));
        }
        units.addAll(0, probes.values());
    }

    private void addRephrase(Extracted extracted, RephraseOptions options) {
        for (Visit visit : extracted.visits()) {
            RephraseUnit unit = new RephraseUnit(
                    visit,
                    options.rephrase(),
                    experiment.extract().batchTokens(),
                    experiment.extract().maxQuarantine());
            units.add(unit);
            add(PlannedReading.of(visit, EffectsOptions.REPHRASE, unit.spec(), List.of(Score.ALL_LAYERS)));
        }
    }

    /** Of every feature, all shards. */
    public Map<String, List<PlannedReading>> readings() {
        return readings;
    }

    /** Each after those whose files it reads. */
    List<DependentUnit> units() {
        return units;
    }
}
