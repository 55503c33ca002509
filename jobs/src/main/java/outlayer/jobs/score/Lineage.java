package outlayer.jobs.score;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.earlier.EarlierRun;
import outlayer.jobs.effects.EffectsJob;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;

/**
 * Whether vectors of two runs were made alike: the same weights, precision, storage, point and layers, and the same derivation. What
 * prompts they are of may differ, and what changes no more than rounding.
 */
final class Lineage {

    /** Settings that change which examples are lost, or numbers by rounding. */
    private static final Set<String> FREE = Set.of("batch-tokens", "device", "log-odds", "max-quarantine");

    /** Settings whose value names all that is read at once, of which what is in common is compared: where one ends, and its name. */
    private static final Map<String, Listed> LISTS =
            Map.of("features", new Listed(" ", '='), "effects", new Listed(" (?=[a-z-]+\\[)", '['));

    private record Listed(String between, char afterName) {}

    private final RunDirectory run;
    private final EarlierRun earlier;

    Lineage(RunDirectory run, EarlierRun earlier) {
        this.run = run;
        this.earlier = earlier;
    }

    /**
     * Stops where a fit was made of other vectors than these.
     *
     * @param key of the unit that made the vectors here
     * @param fit of the earlier run
     * @param what for messages: whose vectors they are
     */
    void require(String key, Manifest fit, String what) {
        compare(found(run, key, what), vectors(fit, what), what);
    }

    /** The unit that made the vectors of a fit: its first input that is no fit itself. */
    private Manifest vectors(Manifest fit, String what) {
        Manifest unit = fit;
        while (unit.spec().stage().equals(FitJob.STAGE)) {
            unit = found(earlier.directory(), unit.spec().inputs().get(0), what);
        }
        return unit;
    }

    private void compare(Manifest mine, Manifest theirs, String what) {
        if (mine.key().equals(theirs.key())) {
            return; // taken from there, with what it was made of left behind
        }
        Map<String, String> here = facts(mine);
        Map<String, String> there = facts(theirs);
        Set<String> names = new TreeSet<>(here.keySet());
        names.addAll(there.keySet());
        names.removeIf(name -> isListed(name) && !(here.containsKey(name) && there.containsKey(name)));
        for (String name : names) {
            if (!Optional.ofNullable(here.get(name)).equals(Optional.ofNullable(there.get(name)))) {
                throw new IllegalArgumentException(
                        "%s: the vectors to be scored were made with %s = %s, those that %s fitted"
                                        .formatted(what, name, shown(here.get(name)), earlier)
                                + " with %s = %s, expected the same; read them as that run did, or fit anew"
                                        .formatted(name, shown(there.get(name))));
            }
        }
        if (!theirs.spec().inputs().containsAll(EffectsJob.madeWith(mine.spec()))) {
            throw new IllegalArgumentException(what
                    + ": the effects to be scored were made with trusted heads and probes that those which " + earlier
                    + " fitted do not have; let that run have its effects and fits of one configuration");
        }
        List<String> inputs = readsPrompts(mine) ? List.of() : mine.spec().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            compare(
                    found(run, inputs.get(i), what),
                    found(earlier.directory(), theirs.spec().inputs().get(i), what),
                    what);
        }
    }

    private static String shown(@Nullable String value) {
        return value == null ? "nothing" : value;
    }

    /** All that its numbers depend on besides its inputs. */
    private static Map<String, String> facts(Manifest unit) {
        Map<String, String> facts = new LinkedHashMap<>(unit.spec().settings());
        facts.keySet().removeAll(FREE);
        facts.put("stage", unit.spec().stage() + " " + unit.spec().logicVersion());
        if (!readsPrompts(unit)) {
            facts.put("inputs", Integer.toString(unit.spec().inputs().size()));
            return facts;
        }
        LISTS.forEach((setting, listed) -> {
            String all = facts.remove(setting);
            for (String one : all == null ? new String[0] : all.split(listed.between)) {
                int name = one.indexOf(listed.afterName);
                facts.put(setting + "." + one.substring(0, name), one.substring(name + 1));
            }
        });
        return facts;
    }

    private static boolean isListed(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && LISTS.containsKey(name.substring(0, dot));
    }

    /** Whether it took a model to prompts: its inputs are these then. */
    private static boolean readsPrompts(Manifest unit) {
        return unit.spec().settings().containsKey("weights");
    }

    private static Manifest found(RunDirectory run, String key, String what) {
        return run.find(key)
                .orElseThrow(() -> new IllegalArgumentException(what + ": unit " + key + " is not there under "
                        + run.root() + ", expected what the vectors were made of, for comparison. Was it removed?"));
    }
}
