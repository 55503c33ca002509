package outlayer.jobs.work;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a unit has to say beside its files.
 *
 * @param counts by name: rows, tokens, quarantined …
 * @param notes warnings for the report
 */
public record Findings(SortedMap<String, Long> counts, List<String> notes) {

    /** Counts that show how fast a stage is. */
    public static final String EXAMPLES = "examples";

    public static final String TOKENS = "tokens";

    /** Of the examples, those that cannot be used. */
    public static final String QUARANTINED = "quarantined";

    /** Nothing to say. */
    public static Findings none() {
        return new Findings(new TreeMap<>(), List.of());
    }

    public static Findings count(String name, long value) {
        return none().and(name, value);
    }

    public Findings and(String name, long value) {
        SortedMap<String, Long> more = new TreeMap<>(counts);
        more.put(name, value);
        return new Findings(more, notes);
    }

    public Findings noting(List<String> warnings) {
        return new Findings(counts, List.copyOf(warnings));
    }
}
