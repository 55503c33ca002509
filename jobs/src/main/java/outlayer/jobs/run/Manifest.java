package outlayer.jobs.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes a unit published: one small immutable JSON file, written last, naming every data file of the attempt that won.
 * Whatever no manifest names does not exist for a reader.
 *
 * @param attempt the directory of the data, beside the manifest
 * @param counts what the stage counted, e.g. {@code quarantined}
 * @param notes warnings that belong in the report
 * @param created ISO-8601 instant
 */
public record Manifest(
        UnitSpec spec,
        String key,
        String attempt,
        List<DataFile> files,
        SortedMap<String, Long> counts,
        List<String> notes,
        String codeVersion,
        String created)
        implements Serializable {

    private static final int FORMAT = 1;
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    public Manifest {
        Objects.requireNonNull(spec, "spec");
        Names.check("attempt", Objects.requireNonNull(attempt, "attempt"));
        files = List.copyOf(Objects.requireNonNull(files, "files"));
        SortedMap<String, Long> copy = new TreeMap<>();
        copy.putAll(Objects.requireNonNull(counts, "counts"));
        counts = Collections.unmodifiableSortedMap(copy);
        notes = List.copyOf(Objects.requireNonNull(notes, "notes"));
        Objects.requireNonNull(codeVersion, "codeVersion");
        Objects.requireNonNull(created, "created");
        if (!spec.key().equals(key)) {
            throw new IllegalArgumentException(
                    "The key is " + key + ", but that of its specification is " + spec.key());
        }
    }

    /** The file of that name, declared by the stage that wrote this unit. */
    public DataFile file(String name) {
        return files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unit " + spec + " (" + key + ") has no file " + name
                        + "; it has " + files.stream().map(DataFile::name).toList()));
    }

    /** What the stage counted under that name; 0 where it counted nothing. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Canonical JSON: fixed order of members, with a digest of all of them at the end. */
    String toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        GSON.toJsonTree(this).getAsJsonObject().asMap().forEach(json::add);
        json.addProperty("digest", digest(json));
        return GSON.toJson(json) + "\n";
    }

    static Manifest fromJson(String where, String text) {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            if (json.get("format").getAsInt() != FORMAT) {
                throw new IllegalArgumentException("format " + json.get("format")
                        + ", this version of Outlayer reads format " + FORMAT + "; use the version that wrote it");
            }
            JsonElement digest = json.remove("digest");
            if (digest == null || !digest.getAsString().equals(digest(json))) {
                throw new IllegalArgumentException("digest " + text(digest) + ", expected " + digest(json)
                        + ": it was changed after it was published");
            }
            return GSON.fromJson(json, Manifest.class);
        } catch (JsonParseException
                | IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | NullPointerException e) {
            throw new IllegalArgumentException(
                    "Manifest " + where + " cannot be read: " + e.getMessage()
                            + ". Remove this file to have the unit computed again",
                    e);
        }
    }

    private static String text(@Nullable JsonElement element) {
        return element == null ? "missing" : element.toString();
    }

    private static String digest(JsonObject withoutDigest) {
        return Digests.sha256(GSON.toJson(withoutDigest)).substring(0, 24);
    }
}
