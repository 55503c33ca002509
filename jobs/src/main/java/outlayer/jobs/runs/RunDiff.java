package outlayer.jobs.runs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import outlayer.evaluate.AucRow;
import outlayer.evaluate.QuirkinessRow;

/**
 * How two recorded runs differ.
 *
 * @param settings that differ, {@code run.root} aside
 * @param units by stage
 */
public record RunDiff(
        List<Differing> settings,
        List<Differing> versions,
        SortedMap<String, Shared> units,
        Matched<AucChange> auc,
        Matched<QuirkinessChange> quirkiness) {

    /** Units by key: of both runs, of the first alone, of the second alone. */
    public record Shared(int both, int onlyFirst, int onlySecond) {

        static Shared of(List<String> first, List<String> second) {
            Set<String> both = new HashSet<>(first);
            both.retainAll(new HashSet<>(second));
            return new Shared(
                    both.size(), new HashSet<>(first).size() - both.size(), new HashSet<>(second).size() - both.size());
        }
    }

    public static RunDiff of(RecordedRun first, RecordedRun second) {
        SortedSet<String> stages = new TreeSet<>(first.record().units().keySet());
        stages.addAll(second.record().units().keySet());
        SortedMap<String, Shared> units = new TreeMap<>();
        for (String stage : stages) {
            units.put(
                    stage,
                    Shared.of(
                            first.record().units().getOrDefault(stage, List.of()),
                            second.record().units().getOrDefault(stage, List.of())));
        }
        return new RunDiff(
                settings(first, second),
                Differing.of(first.record().versions(), second.record().versions()),
                units,
                Matched.of(first.auc(), second.auc(), AucRow::cell, AucChange::of, AucChange::size),
                Matched.of(
                        first.quirkiness(),
                        second.quirkiness(),
                        QuirkinessRow::group,
                        QuirkinessChange::of,
                        QuirkinessChange::size));
    }

    /** Where a run lies changes nothing in it. */
    static List<Differing> settings(RecordedRun first, RecordedRun second) {
        return Differing.of(first.settings(), second.settings()).stream()
                .filter(key -> !key.key().equals("run.root"))
                .toList();
    }
}
