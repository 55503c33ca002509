package outlayer.jobs.effects;

import java.util.List;
import outlayer.jobs.extract.Extracted;
import outlayer.jobs.extract.PlannedReading;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.settings.EffectsOptions;
import outlayer.jobs.work.DependentUnit;
import outlayer.quirky.Part;

/**
 * What is normal by the trusted prompts of the experiment itself.
 *
 * @param heads all shards of the feature heads; none where no effect needs it
 * @param attention all shards of the feature attention; none where nothing is probed
 * @param seed of the probes' folds
 */
record OwnTrusted(List<PlannedReading> heads, List<PlannedReading> attention, long seed) implements TrustedSource {

    static OwnTrusted of(Extracted extracted, EffectsOptions options, long seed) {
        return new OwnTrusted(
                options.needsHeads() ? extracted.readings(EffectsOptions.HEADS) : List.of(),
                options.probeShift() == null ? List.of() : extracted.readings(EffectsOptions.ATTENTION),
                seed);
    }

    @Override
    public List<? extends DependentUnit> heads(Readings.Group group, List<Integer> means, List<Integer> components) {
        List<PlannedReading> trusted = trusted(group, heads);
        return trusted.isEmpty() ? List.of() : TrustedHeadsUnit.plan(group, trusted, means, components);
    }

    @Override
    public List<? extends DependentUnit> probes(Readings.Group group, List<Integer> layers) {
        List<PlannedReading> trusted = trusted(group, attention);
        return trusted.isEmpty()
                ? List.of()
                : layers.stream()
                        .map(layer -> new ProbeUnit(group, layer, trusted, seed))
                        .toList();
    }

    private static List<PlannedReading> trusted(Readings.Group group, List<PlannedReading> readings) {
        return readings.stream()
                .filter(reading -> reading.shard().part() == Part.TRUSTED
                        && reading.group().equals(group))
                .toList();
    }
}
