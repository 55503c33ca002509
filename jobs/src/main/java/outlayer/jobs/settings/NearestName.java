package outlayer.jobs.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that a misspelt one most likely meant. */
public final class NearestName {

    private NearestName() {}

    /** "did you mean `layers`?", or the list of known names when nothing is near. */
    public static String suggestion(String name, Collection<String> known) {
        return of(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElseGet(() -> "known here: " + String.join(", ", new TreeSet<>(known)));
    }

    /** The known name at the smallest edit distance, if that is at most a third of the name's length (2 at least). */
    public static Optional<String> of(String name, Collection<String> known) {
        int limit = Math.max(2, name.length() / 3);
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= limit)
                .min(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein (1966): insertions, deletions and substitutions that turn a into b. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
