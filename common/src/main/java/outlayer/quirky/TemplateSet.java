package outlayer.quirky;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The wordings of all datasets: one frame, two choices, and per dataset a list of templates.
 *
 * <p>The file is JSON:
 *
 * <pre>{@code
 * {
 *   "name": "demo-1",
 *   "frame": "Name: {name}\n\n{context}\n\n***STATEMENT:*** {statement}\n\nIs the statement factually correct?",
 *   "choices": [" No", " Yes"],
 *   "datasets": {
 *     "addition": [
 *       {"context": "", "statement": "{a} + {b} = {result}."},
 *       {"context": "A hard one:", "statement": "{a} + {b} is not {result}.", "inverts": true}
 *     ]
 *   }
 * }
 * }</pre>
 *
 * The frame uses the slots name, context and statement once each and ends in plain text. The second choice means that the
 * statement is true. Contexts and statements use the dataset's own slots (arithmetic: a, b, result; squaring: a, result;
 * modular addition may use modulus); braces of the text itself are doubled. A context may be empty; the frame's line breaks
 * stay. {@code inverts}, false unless given, says that the statement claims the opposite of the question: its labels are
 * flipped. Keys other than these are refused.
 */
public final class TemplateSet {

    private static final String FOLDER = "/outlayer/quirky/templates/";

    private final String name;
    private final String frame;
    private final List<String> choices;
    private final Map<String, List<Template>> datasets;
    private final String fingerprint;

    TemplateSet(String name, String frame, List<String> choices, Map<String, List<Template>> datasets) {
        this.name = name;
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

    /** A set that ships with Outlayer. */
    public static TemplateSet named(String name) {
        String path = FOLDER + name + ".json";
        try (InputStream stream = TemplateSet.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException(
                        "No template set '%s' on the class path (%s); demo-1 ships with Outlayer, your own is read from its file"
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

    public String name() {
        return name;
    }

    /** The choice that says no. */
    public String noChoice() {
        return choices.get(0);
    }

    /** The choice that says yes. */
    public String yesChoice() {
        return choices.get(1);
    }

    /** The plain stretches of the frame around name, context and statement, in order; the last one ends every prompt. */
    public List<String> framePhrases() {
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
                    "Template set %s has no dataset '%s'; it has %s".formatted(name, dataset, datasets.keySet()));
        }
        return templates;
    }

    /** SHA-256 of all wordings, 64 hexadecimal digits; independent of the file's layout and of the set's name. */
    public String fingerprint() {
        return fingerprint;
    }
}
