package outlayer.quirky;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wordings of all datasets in one family: {@code standard} puts a context and a statement into one frame with one pair of
 * choices; {@code free} has whole prompts with choices of their own; {@code first-only} is the first template of standard.
 *
 * <p>Sets are JSON files; conf/datasets/TEMPLATES.md describes them.
 */
public final class TemplateSet implements Serializable {

    /** The name by which a file declares that it holds the templates which the published numbers were made with. */
    public static final String PUBLISHED = "eleutherai-standardized";

    static final String FREE = "free";
    static final String FIRST_ONLY = "first-only";
    private static final String FOLDER = "/outlayer/quirky/templates/";

    private final String name;
    private final String family;
    private final @Nullable String frame;
    private final @Nullable List<String> choices;
    private final TreeMap<String, List<Template>> datasets;
    private final String fingerprint;

    /** {@code family} is empty for standard; frame and choices are null where templates have their own. */
    TemplateSet(
            String name,
            String family,
            @Nullable String frame,
            @Nullable List<String> choices,
            Map<String, List<Template>> datasets) {
        this.name = name;
        this.family = family;
        this.frame = frame;
        this.choices = choices;
        this.datasets = new TreeMap<>(datasets);
        List<String> content = new ArrayList<>();
        this.datasets.forEach((dataset, templates) -> {
            content.add(dataset);
            templates.forEach(template -> content.add(template.fingerprint()));
        });
        this.fingerprint = ContentHash.fingerprint(content);
    }

    /** A set that ships with Outlayer, as {@link #name()} gives it: {@code outlayer-1}, {@code outlayer-1/free}, {@code outlayer-1/first-only}. */
    public static TemplateSet named(String name) {
        if (name.endsWith("/" + FIRST_ONLY)) {
            return named(name.substring(0, name.length() - FIRST_ONLY.length() - 1))
                    .firstOnly();
        }
        String path = FOLDER + name.replace('/', '-') + ".json";
        try (InputStream stream = TemplateSet.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        ("No template set '%s' on the class path (%s); demo-1, outlayer-1, outlayer-1/free and"
                                        + " outlayer-1/first-only ship with Outlayer, your own is read from its file")
                                .formatted(name, path));
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read template set " + path, unreadable);
        }
    }

    /** A set from the text of its file; {@code origin} says in error messages where the text came from. */
    public static TemplateSet parse(String json, String origin) {
        return TemplateSetFile.parse(json, origin);
    }

    /** The first template of every dataset alone. */
    public TemplateSet firstOnly() {
        if (!family.isEmpty()) {
            throw new IllegalArgumentException(
                    "Template set %s has no family 'first-only'; that is the first template of a standard set"
                            .formatted(name()));
        }
        Map<String, List<Template>> firsts = new TreeMap<>();
        datasets.forEach((dataset, templates) -> firsts.put(dataset, templates.subList(0, 1)));
        return new TemplateSet(name, FIRST_ONLY, frame, choices, firsts);
    }

    /** Name and, unless it is standard, family: it travels with every result, as the fingerprint does. */
    public String name() {
        return family.isEmpty() ? name : name + "/" + family;
    }

    /** Whether it declares itself to be the one that the published numbers were made with. */
    public boolean published() {
        return name().equals(PUBLISHED);
    }

    /** The choice that says no, where all templates have the same. */
    public String noChoice() {
        return choices().get(0);
    }

    /** The choice that says yes, where all templates have the same. */
    public String yesChoice() {
        return choices().get(1);
    }

    /** The plain stretches of the frame around name, context and statement, in order; the last one ends every prompt. */
    public List<String> framePhrases() {
        if (frame == null) {
            throw new IllegalArgumentException(
                    "Template set %s has no frame: its prompts are free text".formatted(name()));
        }
        return SlotText.parse(frame).plain();
    }

    /** Datasets that it has words for. */
    public Set<String> datasets() {
        return datasets.keySet();
    }

    /** The templates of a dataset. */
    public List<Template> of(String dataset) {
        List<Template> templates = datasets.get(dataset);
        if (templates == null) {
            throw new IllegalArgumentException(
                    "Template set %s has no dataset '%s'; it has %s".formatted(name(), dataset, datasets.keySet()));
        }
        return templates;
    }

    /** SHA-256 of all wordings, 64 hexadecimal digits; independent of the file's layout and of the set's name. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The same of one dataset's wordings: another dataset's may change without touching what rests on these. */
    public String fingerprint(String dataset) {
        return ContentHash.fingerprint(
                of(dataset).stream().map(Template::fingerprint).toList());
    }

    private List<String> choices() {
        if (choices == null) {
            throw new IllegalArgumentException(
                    "Template set %s has no choices of its own: its templates have".formatted(name()));
        }
        return choices;
    }
}
