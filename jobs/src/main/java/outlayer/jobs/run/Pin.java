package outlayer.jobs.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What another root needs of this one, {@code runs/pins/<id>.json}: it holds these units for as long as one of the units that were
 * made of them is published there.
 *
 * @param created ISO-8601 instant
 * @param holder the other root, fully qualified
 * @param units by stage, keys of the units here that are needed
 * @param dependants by stage, keys of the units there that need them; they may have yet to be computed
 */
public record Pin(
        String created,
        String holder,
        SortedMap<String, List<String>> units,
        SortedMap<String, List<String>> dependants) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Pin {
        Instant.parse(Objects.requireNonNull(created, "created"));
        Objects.requireNonNull(holder, "holder");
        units = copy(Objects.requireNonNull(units, "units"));
        dependants = copy(Objects.requireNonNull(dependants, "dependants"));
        if (units.isEmpty() || dependants.isEmpty()) {
            throw new IllegalArgumentException(
                    "A pin by " + holder + " holds " + units + " for " + dependants + "; expected units on both sides");
        }
    }

    /** A pin of now. */
    public static Pin by(RunDirectory holder, Map<String, List<String>> units, Map<String, List<String>> dependants) {
        return new Pin(RunRecord.now(), holder.root(), new TreeMap<>(units), new TreeMap<>(dependants));
    }

    /** Equal for equal needs, whenever they were stated. */
    public String id() {
        return Digests.sha256(holder + "\n" + units + "\n" + dependants).substring(0, 24);
    }

    String toJson() {
        return GSON.toJson(this) + "\n";
    }

    static Pin fromJson(String where, String text) {
        try {
            return Objects.requireNonNull(GSON.fromJson(text, Pin.class), "nothing in it");
        } catch (RuntimeException e) { // Gson wraps what a record refuses
            throw new IllegalArgumentException(
                    "Pin " + where + " cannot be read: " + e.getMessage()
                            + ". Remove this file to let go of the units that it held",
                    e);
        }
    }

    private static SortedMap<String, List<String>> copy(Map<String, List<String>> units) {
        SortedMap<String, List<String>> copy = new TreeMap<>();
        units.forEach((stage, keys) -> copy.put(stage, List.copyOf(keys)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
