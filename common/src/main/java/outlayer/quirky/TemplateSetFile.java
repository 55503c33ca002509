package outlayer.quirky;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of a {@link TemplateSet}; whatever is amiss is an error that names set, file, dataset and template. */
final class TemplateSetFile {

    private static final Set<String> KEYS = Set.of("name", "family", "frame", "choices", "datasets");
    private static final String FRAME =
            "Name: {name}\n\n{context}\n\n***STATEMENT:*** {statement}\n\nIs the statement factually correct?";
    private static final List<String> CHOICES = List.of(" No", " Yes");

    private TemplateSetFile() {}

    static TemplateSet parse(String json, String origin) {
        JsonObject root = TemplateJson.root(json, "Template set " + origin);
        String name = TemplateJson.text(root, "name", "Template set " + origin);
        String where = "Template set %s (%s)".formatted(name, origin);
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "%s: the name is '%s', expected letters, digits, dots, dashes and _".formatted(where, name));
        }
        TemplateJson.refuseUnknown(root, KEYS, where);
        boolean free = free(root, where);
        String frame = free ? null : frame(root, where);
        List<String> choices = !free && !root.has("choices") ? CHOICES : null;
        if (root.has("choices")) {
            choices = TemplateJson.pair(root.get("choices"), where + ": key 'choices'");
        }
        Map<String, List<Template>> datasets = new LinkedHashMap<>();
        JsonObject listed = TemplateJson.object(root.get("datasets"), where + ", key 'datasets'");
        for (String dataset : listed.keySet()) {
            String at = "%s, dataset %s".formatted(where, dataset);
            JsonArray entries = TemplateJson.list(listed.get(dataset), at, "templates");
            List<Template> templates =
                    frame == null ? free(entries, choices, dataset, at) : framed(entries, frame, choices, dataset, at);
            requireDifferent(templates, at);
            datasets.put(dataset, List.copyOf(templates));
        }
        if (datasets.isEmpty()) {
            throw new IllegalArgumentException(where + ", key 'datasets': found none, expected at least one dataset");
        }
        return new TemplateSet(name, free ? TemplateSet.FREE : "", frame, choices, datasets);
    }

    private static List<Template> framed(
            JsonArray entries, String frame, @Nullable List<String> choices, String dataset, String where) {
        List<Template> templates = new ArrayList<>();
        for (JsonElement element : entries) {
            int index = templates.size();
            String at = "%s, template %d".formatted(where, index);
            JsonObject entry = TemplateJson.object(element, at);
            TemplateJson.refuseUnknown(entry, Set.of("context", "statement", "inverts"), at);
            String context = TemplateJson.text(entry, "context", at);
            String statement = TemplateJson.text(entry, "statement", at);
            slotText(context, at + ", key 'context'");
            if (slotText(statement, at + ", key 'statement'").slots().isEmpty() && statement.isBlank()) {
                throw new IllegalArgumentException(
                        "%s: key 'statement' is '%s', expected a text".formatted(at, statement));
            }
            templates.add(Template.framed(
                    at,
                    index,
                    frame,
                    choices == null ? CHOICES : choices,
                    context,
                    statement,
                    TemplateJson.truth(entry, "inverts", at),
                    DatasetFields.synonyms(dataset)));
        }
        return templates;
    }

    /** A template for each pair of choices of each entry. */
    private static List<Template> free(
            JsonArray entries, @Nullable List<String> setChoices, String dataset, String where) {
        List<Template> templates = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String at = "%s, template %d".formatted(where, i);
            JsonObject entry = TemplateJson.object(entries.get(i), at);
            TemplateJson.refuseUnknown(entry, Set.of("prompt", "choices", "inverts"), at);
            String prompt = TemplateJson.text(entry, "prompt", at);
            if (!slotText(prompt, at + ", key 'prompt'").slots().contains("name")) {
                throw new IllegalArgumentException(
                        at + ": the prompt has no slot {name}; without it nobody can tell who asks");
            }
            boolean inverts = TemplateJson.truth(entry, "inverts", at);
            for (List<String> choices : pairs(entry.get("choices"), setChoices, at)) {
                templates.add(
                        Template.free(at, templates.size(), prompt, choices, inverts, DatasetFields.synonyms(dataset)));
            }
        }
        return templates;
    }

    private static List<List<String>> pairs(
            @Nullable JsonElement value, @Nullable List<String> setChoices, String where) {
        if (value == null && setChoices != null) {
            return List.of(setChoices);
        }
        String at = where + ": key 'choices'";
        boolean several = value != null
                && value.isJsonArray()
                && value.getAsJsonArray().asList().stream().allMatch(JsonElement::isJsonArray);
        if (!several) {
            return List.of(TemplateJson.pair(value, at));
        }
        List<List<String>> pairs = new ArrayList<>();
        for (JsonElement pair : TemplateJson.list(value, at, "pairs")) {
            pairs.add(TemplateJson.pair(pair, at));
        }
        return pairs;
    }

    private static boolean free(JsonObject root, String where) {
        if (!root.has("family")) {
            return false;
        }
        String family = TemplateJson.text(root, "family", where);
        if (!family.equals("standard") && !family.equals(TemplateSet.FREE)) {
            throw new IllegalArgumentException(
                    "%s: key 'family' is '%s', expected 'standard' or 'free'".formatted(where, family));
        }
        boolean free = family.equals(TemplateSet.FREE);
        if (free && root.has("frame")) {
            throw new IllegalArgumentException(where + ": a set of family 'free' has whole prompts and no key 'frame'");
        }
        return free;
    }

    private static String frame(JsonObject root, String where) {
        if (!root.has("frame")) {
            return FRAME;
        }
        String frame = TemplateJson.text(root, "frame", where);
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

    private static void requireDifferent(List<Template> templates, String where) {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (Template template : templates) {
            Integer before = seen.putIfAbsent(template.fingerprint(), template.index());
            if (before != null) {
                throw new IllegalArgumentException("%s: template %d is the same as template %d; remove one"
                        .formatted(where, template.index(), before));
            }
        }
    }

    private static SlotText slotText(String text, String where) {
        try {
            return SlotText.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(where + ": " + malformed.getMessage(), malformed);
        }
    }
}
