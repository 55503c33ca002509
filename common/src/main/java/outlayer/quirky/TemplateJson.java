package outlayer.quirky;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of a template file's JSON, each of the kind expected or an error that says where and what was found. */
final class TemplateJson {

    private TemplateJson() {}

    static JsonObject root(String json, String where) {
        try {
            requireDifferentKeys(json, where);
            return object(JsonParser.parseString(json), where);
        } catch (JsonParseException | IOException malformed) {
            throw new IllegalArgumentException(
                    "%s is not JSON: %s".formatted(where, malformed.getMessage()), malformed);
        }
    }

    static JsonObject object(@Nullable JsonElement element, String where) {
        if (element == null || !element.isJsonObject()) {
            throw new IllegalArgumentException(where + ": expected a JSON object, found " + element);
        }
        return element.getAsJsonObject();
    }

    static JsonArray list(@Nullable JsonElement element, String where, String what) {
        if (element == null
                || !element.isJsonArray()
                || element.getAsJsonArray().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: found %s, expected a list of %s, at least one".formatted(where, element, what));
        }
        return element.getAsJsonArray();
    }

    static String text(JsonObject object, String key, String where) {
        JsonElement value = object.get(key);
        if (value == null || !isText(value)) {
            throw new IllegalArgumentException("%s: key '%s' is %s, expected a text".formatted(where, key, value));
        }
        return value.getAsString();
    }

    /** False where the key is not given. */
    static boolean truth(JsonObject object, String key, String where) {
        JsonElement value = object.get(key);
        if (value == null) {
            return false;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw new IllegalArgumentException("%s: '%s' is %s, expected true or false".formatted(where, key, value));
        }
        return value.getAsBoolean();
    }

    /** Two different choices, no and yes. */
    static List<String> pair(@Nullable JsonElement value, String where) {
        if (value == null
                || !value.isJsonArray()
                || value.getAsJsonArray().size() != 2
                || !value.getAsJsonArray().asList().stream().allMatch(TemplateJson::isText)) {
            throw new IllegalArgumentException(
                    "%s is %s, expected a list of two texts, no and yes".formatted(where, value));
        }
        List<String> pair = value.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        if (pair.get(0).equals(pair.get(1))
                || pair.get(0).isBlank()
                || pair.get(1).isBlank()) {
            throw new IllegalArgumentException("%s is %s, expected two different words".formatted(where, value));
        }
        return pair;
    }

    static void refuseUnknown(JsonObject object, Set<String> known, String where) {
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("%s: unknown key '%s'; expected %s"
                        .formatted(where, key, known.stream().sorted().toList()));
            }
        }
    }

    private static boolean isText(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    /** A parsed object keeps the last of two equal keys; a dataset given twice would lose its first templates in silence. */
    private static void requireDifferentKeys(String json, String where) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(json));
        visit(reader, where);
        if (reader.peek() != JsonToken.END_DOCUMENT) {
            throw new JsonParseException("text follows its end at " + reader.getPath());
        }
    }

    private static void visit(JsonReader reader, String where) throws IOException {
        switch (reader.peek()) {
            case BEGIN_OBJECT -> {
                Set<String> keys = new HashSet<>();
                reader.beginObject();
                while (reader.hasNext()) {
                    String key = reader.nextName();
                    if (!keys.add(key)) {
                        throw new IllegalArgumentException(
                                "%s: key '%s' is given twice (%s)".formatted(where, key, reader.getPath()));
                    }
                    visit(reader, where);
                }
                reader.endObject();
            }
            case BEGIN_ARRAY -> {
                reader.beginArray();
                while (reader.hasNext()) {
                    visit(reader, where);
                }
                reader.endArray();
            }
            default -> reader.skipValue();
        }
    }
}
