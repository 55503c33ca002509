package outlayer.jobs.runs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import outlayer.jobs.run.Leftover;

/** What gc found, in lines. */
public final class SweepText {

    private SweepText() {}

    /** How many of each kind, and their size. */
    public static String summary(List<Leftover> leftovers) {
        if (leftovers.isEmpty()) {
            return "Nothing to remove.";
        }
        Map<Leftover.Kind, List<Leftover>> kinds =
                leftovers.stream().collect(Collectors.groupingBy(Leftover::kind, TreeMap::new, Collectors.toList()));
        return kinds.entrySet().stream()
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%6d %-32s %10.1f MB",
                        kind.getValue().size(),
                        kind.getKey().plural(),
                        bytes(kind.getValue()) / 1e6))
                .collect(Collectors.joining("\n"));
    }

    /** Each by name, with the reason. */
    public static String list(List<Leftover> leftovers) {
        return leftovers.stream()
                .map(leftover -> String.format(
                        Locale.ROOT,
                        "%s %s, %.1f MB: %s",
                        leftover.kind().name().toLowerCase(Locale.ROOT),
                        leftover.what(),
                        leftover.bytes() / 1e6,
                        leftover.reason()))
                .collect(Collectors.joining("\n"));
    }

    private static long bytes(List<Leftover> leftovers) {
        return leftovers.stream().mapToLong(Leftover::bytes).sum();
    }
}
