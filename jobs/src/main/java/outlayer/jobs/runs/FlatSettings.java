package outlayer.jobs.runs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Resolved settings as one text for each key: {@code extract.batch-tokens}. Entries of a list that have names are found by them,
 * {@code models.tiny-llama.path}, wherever they stand in it; other lists are one value.
 */
final class FlatSettings {

    private static final String NAME = "name";

    private FlatSettings() {}

    static SortedMap<String, String> of(String settings) {
        SortedMap<String, String> flat = new TreeMap<>();
        try {
            add(flat, "", JsonParser.parseString(settings));
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("Recorded settings are no JSON: " + e.getMessage(), e);
        }
        return flat;
    }

    private static void add(SortedMap<String, String> flat, String key, JsonElement element) {
        if (element instanceof JsonObject object && !object.isEmpty()) {
            object.asMap().forEach((name, value) -> add(flat, key.isEmpty() ? name : key + "." + name, value));
        } else if (element instanceof JsonArray array && named(array)) {
            for (JsonElement entry : array) {
                JsonObject object = entry.getAsJsonObject();
                add(flat, key + "." + object.get(NAME).getAsString(), object);
            }
        } else {
            flat.put(key, element.isJsonPrimitive() ? element.getAsString() : element.toString());
        }
    }

    private static boolean named(JsonArray array) {
        for (JsonElement entry : array) {
            if (!(entry instanceof JsonObject object) || !object.has(NAME)) {
                return false;
            }
        }
        return !array.isEmpty();
    }
}
