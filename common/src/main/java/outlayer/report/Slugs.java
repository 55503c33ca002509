package outlayer.report;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of files for names of things: lower-case letters, digits and dashes; different things never share one. */
final class Slugs {

    private static final int LONGEST = 80;

    private final Map<Object, String> slugs = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** The same for the same thing; who asks second for a name that is taken gets it with a number. */
    String of(Object thing, String name) {
        return slugs.computeIfAbsent(thing, t -> {
            String plain = plain(name);
            String slug = plain;
            for (int n = 2; !taken.add(slug); n++) {
                slug = plain + "-" + n;
            }
            return slug;
        });
    }

    private static String plain(String name) {
        String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut = slug.substring(0, Math.min(LONGEST, slug.length())).replaceAll("^-|-$", "");
        return cut.isEmpty() ? "x" : cut;
    }
}
