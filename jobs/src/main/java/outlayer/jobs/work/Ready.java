package outlayer.jobs.work;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;

/**
 * The units of a stage that can be computed now, or are there already.
 *
 * @param units in the order in which they were planned
 * @param waiting a line for each unit that reads what is not published, and what that is
 */
public record Ready<U extends DependentUnit>(List<U> units, List<String> waiting) {

    /** How many missing units a line names. */
    private static final int NAMED = 3;

    public static <U extends DependentUnit> Ready<U> of(RunDirectory run, List<U> planned) {
        Set<UnitSpec> asked = new LinkedHashSet<>();
        planned.forEach(unit -> asked.add(unit.spec()));
        planned.forEach(unit -> asked.addAll(unit.needs()));
        Set<String> there = run.published(asked).keySet();
        List<U> units = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (U unit : planned) {
            List<UnitSpec> missing = unit.needs().stream()
                    .filter(need -> !there.contains(need.key()))
                    .distinct()
                    .toList();
            if (missing.isEmpty() || there.contains(unit.spec().key())) {
                units.add(unit);
            } else {
                waiting.add(unit.spec() + " waits for " + names(missing));
            }
        }
        return new Ready<>(List.copyOf(units), List.copyOf(waiting));
    }

    private static String names(List<UnitSpec> missing) {
        String named = missing.stream().limit(NAMED).map(UnitSpec::toString).collect(Collectors.joining(", "));
        if (missing.size() <= NAMED) {
            return named;
        }
        Map<String, Long> more = missing.stream()
                .skip(NAMED)
                .collect(Collectors.groupingBy(UnitSpec::stage, TreeMap::new, Collectors.counting()));
        return named + " and "
                + more.entrySet().stream()
                        .map(entry -> entry.getValue() + " more of " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
