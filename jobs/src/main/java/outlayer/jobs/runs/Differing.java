package outlayer.jobs.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A key that has not the same value in two runs.
 *
 * @param first null: the first run has no such key
 */
public record Differing(
        String key, @Nullable String first, @Nullable String second) {

    /** All of them, by key. */
    static List<Differing> of(Map<String, String> first, Map<String, String> second) {
        SortedSet<String> keys = new TreeSet<>(first.keySet());
        keys.addAll(second.keySet());
        List<Differing> differing = new ArrayList<>();
        for (String key : keys) {
            String one = first.get(key);
            String other = second.get(key);
            if (one == null || !one.equals(other)) {
                differing.add(new Differing(key, one, other));
            }
        }
        return differing;
    }

    @Override
    public String toString() {
        return key + ": " + shown(first) + " -> " + shown(second);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "(not set)" : value.isEmpty() ? "\"\"" : value;
    }
}
