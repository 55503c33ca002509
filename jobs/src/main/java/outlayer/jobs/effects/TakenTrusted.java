package outlayer.jobs.effects;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.earlier.TakenUnit;
import outlayer.jobs.extract.Readings;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.work.DependentUnit;

/** What was normal by the trusted prompts of the run whose fits score. */
record TakenTrusted(EarlierRun earlier) implements TrustedSource {

    @Override
    public List<? extends DependentUnit> heads(Readings.Group group, List<Integer> means, List<Integer> components) {
        Set<Integer> wanted = new TreeSet<>(means);
        wanted.addAll(components);
        List<TakenUnit> units = earlier.take(
                EffectsJob.STAGE,
                unit -> isOf(unit, group, TrustedHeadsUnit.KIND)
                        && !Collections.disjoint(TrustedHeadsUnit.layers(unit), wanted));
        Set<Integer> there = new TreeSet<>();
        Set<Integer> withComponents = new TreeSet<>();
        for (TakenUnit unit : units) {
            List<Integer> layers = TrustedHeadsUnit.layers(unit.spec());
            there.addAll(layers);
            if (TrustedHeadsUnit.hasComponents(unit.spec())) {
                withComponents.addAll(layers);
            }
        }
        require("the mean of trusted heads", group, wanted, there);
        require("components of trusted heads", group, components, withComponents);
        return units;
    }

    @Override
    public List<? extends DependentUnit> probes(Readings.Group group, List<Integer> layers) {
        List<TakenUnit> units = earlier.take(
                EffectsJob.STAGE, unit -> isOf(unit, group, ProbeUnit.KIND) && layers.contains(ProbeUnit.layer(unit)));
        require(
                "probes of trusted attention",
                group,
                layers,
                units.stream().map(unit -> ProbeUnit.layer(unit.spec())).toList());
        return units;
    }

    private static boolean isOf(UnitSpec unit, Readings.Group group, String kind) {
        return kind.equals(unit.labels().get("kind")) && Readings.Group.of(unit).equals(group);
    }

    private void require(String what, Readings.Group group, Collection<Integer> wanted, Collection<Integer> there) {
        if (!there.containsAll(wanted)) {
            throw new IllegalArgumentException(
                    "Effects of %s/%s/%s need %s at layers %s, but %s has them at layers %s; give `effects` there what it has here, or leave the feature out"
                            .formatted(
                                    group.model(),
                                    group.dataset(),
                                    group.variant(),
                                    what,
                                    new TreeSet<>(wanted),
                                    earlier,
                                    there));
        }
    }
}
