package outlayer.checkpoint;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Fields of a JSON object with the name of their origin; a field of another type than the one asked for is refused, by name. */
record JsonFields(JsonObject json, String where) {

    static JsonFields read(Path file) throws IOException {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " is missing, expected beside the weights", e);
        }
    }

    /** {@code where} names the text's origin in errors. */
    static JsonFields parse(String text, String where) {
        try {
            return new JsonFields(JsonParser.parseString(text).getAsJsonObject(), where);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(where + ": not a JSON object: " + e.getMessage(), e);
        }
    }

    /** Null where the field is absent or null, which Hugging Face treats alike. */
    @Nullable
    JsonElement value(String field) {
        JsonElement value = json.get(field);
        return value == null || value.isJsonNull() ? null : value;
    }

    boolean has(String field) {
        return value(field) != null;
    }

    int integer(String field) {
        double value = number(field);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw refused(field, String.valueOf(value), "a whole number");
        }
        return (int) value;
    }

    int integer(String field, int absent) {
        return has(field) ? integer(field) : absent;
    }

    double number(String field) {
        JsonElement value = json.get(field);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isNumber()) {
            throw refused(field, String.valueOf(value), "a number");
        }
        return value.getAsDouble();
    }

    /** False where it is absent. */
    boolean flag(String field) {
        JsonElement value = value(field);
        if (value != null
                && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean())) {
            throw refused(field, value.toString(), "true or false");
        }
        return value != null && value.getAsBoolean();
    }

    @Nullable
    String text(String field) {
        JsonElement value = value(field);
        if (value != null
                && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())) {
            throw refused(field, value.toString(), "a string");
        }
        return value == null ? null : value.getAsString();
    }

    /** The fields of a field; null where it is absent. */
    @Nullable
    JsonFields object(String field) {
        JsonElement value = value(field);
        if (value != null && !value.isJsonObject()) {
            throw refused(field, value.toString(), "an object");
        }
        return value == null ? null : new JsonFields(value.getAsJsonObject(), where + ": " + field);
    }

    /** A list of strings; a single one stands for a list of one; empty where it is absent. */
    List<String> texts(String field) {
        return primitives(field, JsonPrimitive::isString, "a string or a list of strings").stream()
                .map(JsonPrimitive::getAsString)
                .toList();
    }

    /** A list of whole numbers; a single one stands for a list of one; empty where it is absent. */
    List<Integer> integers(String field) {
        String expected = "a whole number or a list of them";
        try {
            return primitives(field, JsonPrimitive::isNumber, expected).stream()
                    .map(number -> number.getAsBigDecimal().intValueExact())
                    .toList();
        } catch (ArithmeticException e) {
            throw refused(field, String.valueOf(value(field)), expected);
        }
    }

    private List<JsonPrimitive> primitives(String field, Predicate<JsonPrimitive> kind, String expected) {
        JsonElement value = value(field);
        var primitives = new ArrayList<JsonPrimitive>();
        for (JsonElement element : value == null ? List.<JsonElement>of() : elements(value)) {
            if (!element.isJsonPrimitive() || !kind.test(element.getAsJsonPrimitive())) {
                throw refused(field, String.valueOf(value), expected);
            }
            primitives.add(element.getAsJsonPrimitive());
        }
        return primitives;
    }

    private static List<JsonElement> elements(JsonElement value) {
        return value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    }

    /** A field that may be absent, and if it is there must have the one value that we implement. */
    void require(String field, String only) {
        JsonElement value = value(field);
        if (value != null && !(value.isJsonPrimitive() && value.getAsString().equals(only))) {
            throw refused(field, value.toString(), only);
        }
    }

    /** Refuses fields that are none of these, unless they say nothing: null, false, or empty. */
    void requireOnly(Set<String> known) {
        for (String field : new TreeSet<>(json.keySet())) {
            JsonElement value = value(field);
            if (value != null && !known.contains(field) && !saysNothing(value)) {
                throw refused(field, value.toString(), "null: it is not supported");
            }
        }
    }

    private static boolean saysNothing(JsonElement value) {
        if (value.isJsonObject()) {
            return value.getAsJsonObject().isEmpty();
        }
        return value.isJsonArray()
                ? value.getAsJsonArray().isEmpty()
                : value.getAsString().equals("false");
    }

    IllegalArgumentException refused(String field, String found, String expected) {
        return new IllegalArgumentException(where + ": " + field + " is " + found + ", expected " + expected);
    }
}
