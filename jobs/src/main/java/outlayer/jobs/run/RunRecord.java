package outlayer.jobs.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;

/**
 * What one execution of an experiment consists of: {@code runs/<id>.json}.
 *
 * @param created ISO-8601 instant; the newest run is the default one
 * @param settings the resolved settings, as text
 * @param units by stage, the keys of the units that belong to this run
 * @param versions of code, Java, Spark, model and dataset fingerprints
 * @param computed by stage, how many units were missing and computed this time; the others were there
 * @param stageSeconds by stage, what it took this time
 */
public record RunRecord(
        String id,
        String created,
        String settings,
        SortedMap<String, List<String>> units,
        SortedMap<String, String> versions,
        SortedMap<String, Integer> computed,
        SortedMap<String, Double> stageSeconds,
        List<String> warnings) {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int STAMP_LENGTH = "20260131T235959123".length();

    public RunRecord {
        Names.check("run id", Objects.requireNonNull(id, "id"));
        Objects.requireNonNull(settings, "settings");
        Instant.parse(Objects.requireNonNull(created, "created"));
        SortedMap<String, List<String>> keys = new TreeMap<>();
        Objects.requireNonNull(units, "units").forEach((stage, of) -> keys.put(stage, List.copyOf(of)));
        units = Collections.unmodifiableSortedMap(keys);
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(Objects.requireNonNull(versions, "versions")));
        computed = Collections.unmodifiableSortedMap(new TreeMap<>(Objects.requireNonNull(computed, "computed")));
        stageSeconds =
                Collections.unmodifiableSortedMap(new TreeMap<>(Objects.requireNonNull(stageSeconds, "stageSeconds")));
        warnings = List.copyOf(Objects.requireNonNull(warnings, "warnings"));
    }

    /** A fresh name that sorts by time: {@code 20260131T235959123-1f3a9c2e}. Attempts are named in the same way. */
    public static String newId() {
        return STAMP.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The time in such a name; the beginning of time in any other. */
    static Instant time(String id) {
        try {
            return STAMP.parse(id.substring(0, Math.min(id.length(), STAMP_LENGTH)), Instant::from);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** The time as records state it. */
    public static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    String toJson() {
        return GSON.toJson(this) + "\n";
    }

    static RunRecord read(Storage storage, FileStatus file) {
        try {
            return Objects.requireNonNull(GSON.fromJson(storage.read(file), RunRecord.class), "nothing in it");
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) { // Gson wraps what a record refuses
            throw new IllegalArgumentException(
                    "Run record " + file.getPath() + " cannot be read: " + e.getMessage()
                            + ". Remove this file to forget that run; its units stay",
                    e);
        }
    }
}
