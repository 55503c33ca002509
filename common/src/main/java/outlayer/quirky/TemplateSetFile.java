package outlayer.quirky;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a {@link TemplateSet}; whatever is amiss is an error that names set, dataset and template. */
final class TemplateSetFile {

    private TemplateSetFile() {}

    static TemplateSet parse(String json, String origin) {
        JsonObject root;
        try {
            root = object(JsonParser.parseString(json), "Template set " + origin);
        } catch (JsonParseException malformed) {
            throw new IllegalArgumentException(
                    "Template set %s is not JSON: %s".formatted(origin, malformed.getMessage()), malformed);
        }
        String name = string(root, "name", "Template set " + origin);
        String where = "Template set %s (%s)".formatted(name, origin);
        refuseUnknown(root, Set.of("name", "frame", "choices", "datasets"), where);
        String frame = frame(root, where);
        List<String> choices = choices(root, where);
        Map<String, List<Template>> datasets = new LinkedHashMap<>();
        object(root.get("datasets"), where + ", key 'datasets'").asMap().forEach((dataset, listed) -> {
            String at = "%s, dataset %s".formatted(where, dataset);
            if (!listed.isJsonArray() || listed.getAsJsonArray().isEmpty()) {
                throw new IllegalArgumentException(at + ": expected a list of at least one template");
            }
            datasets.put(dataset, templates(listed.getAsJsonArray(), frame, choices, at));
        });
        return new TemplateSet(name, frame, choices, datasets);
    }

    private static List<Template> templates(JsonArray listed, String frame, List<String> choices, String where) {
        List<Template> templates = new ArrayList<>();
        for (JsonElement element : listed) {
            int index = templates.size();
            String at = "%s, template %d".formatted(where, index);
            JsonObject entry = object(element, at);
            refuseUnknown(entry, Set.of("context", "statement", "inverts"), at);
            String context = string(entry, "context", at);
            String statement = string(entry, "statement", at);
            boolean inverts = inverts(entry.get("inverts"), at);
            slotText(context, at + ", key 'context'");
            slotText(statement, at + ", key 'statement'");
            templates.add(new Template(at, index, frame, choices, context, statement, inverts));
        }
        return List.copyOf(templates);
    }

    private static String frame(JsonObject root, String where) {
        String frame = string(root, "frame", where);
        SlotText text = slotText(frame, where + ", key 'frame'");
        List<String> plain = text.plain();
        if (!List.copyOf(text.slots()).equals(List.of("name", "context", "statement"))
                || plain.size() != 4
                || plain.get(3).isBlank()) {
            throw new IllegalArgumentException(
                    "%s: frame '%s' does not use {name}, {context} and {statement} once each, in this order, and end in plain text"
                            .formatted(where, frame));
        }
        return frame;
    }

    private static List<String> choices(JsonObject root, String where) {
        JsonElement choices = root.get("choices");
        if (choices == null
                || !choices.isJsonArray()
                || choices.getAsJsonArray().size() != 2
                || !choices.getAsJsonArray().asList().stream().allMatch(TemplateSetFile::isString)) {
            throw new IllegalArgumentException(
                    "%s: key 'choices' is %s, expected a list of two texts, no and yes".formatted(where, choices));
        }
        List<String> texts = choices.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        if (texts.get(0).equals(texts.get(1))) {
            throw new IllegalArgumentException(where + ": both choices are '" + texts.get(0) + "'");
        }
        return texts;
    }

    private static boolean inverts(@Nullable JsonElement value, String where) {
        if (value == null) {
            return false;
        }
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
            throw new IllegalArgumentException("%s: 'inverts' is %s, expected true or false".formatted(where, value));
        }
        return value.getAsBoolean();
    }

    private static JsonObject object(@Nullable JsonElement element, String where) {
        if (element == null || !element.isJsonObject()) {
            throw new IllegalArgumentException(where + ": expected a JSON object, found " + element);
        }
        return element.getAsJsonObject();
    }

    private static String string(JsonObject object, String key, String where) {
        JsonElement value = object.get(key);
        if (value == null || !isString(value)) {
            throw new IllegalArgumentException("%s: key '%s' is %s, expected a text".formatted(where, key, value));
        }
        return value.getAsString();
    }

    private static boolean isString(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static SlotText slotText(String text, String where) {
        try {
            return SlotText.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(where + ": " + malformed.getMessage(), malformed);
        }
    }

    private static void refuseUnknown(JsonObject object, Set<String> known, String where) {
        for (String key : object.keySet()) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("%s: unknown key '%s'; expected %s"
                        .formatted(where, key, known.stream().sorted().toList()));
            }
        }
    }
}
