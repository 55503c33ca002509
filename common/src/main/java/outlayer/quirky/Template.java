package outlayer.quirky;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One way of putting a question, and the two choices that answer it. */
public final class Template implements Serializable {

    private final String where;
    private final int index;
    private final List<String> choices;
    private final boolean inverts;
    private final String fingerprint;
    private final SlotText prompt;

    private Template(
            String where, int index, List<String> choices, boolean inverts, String fingerprint, SlotText prompt) {
        this.where = where;
        this.index = index;
        this.choices = List.copyOf(choices);
        this.inverts = inverts;
        this.fingerprint = fingerprint;
        this.prompt = prompt;
    }

    /**
     * A context and a statement inside a frame.
     *
     * @param where names set, dataset and template for error messages
     * @param synonyms other names of fields that the texts may use
     */
    static Template framed(
            String where,
            int index,
            String frame,
            List<String> choices,
            String context,
            String statement,
            boolean inverts,
            Map<String, String> synonyms) {
        SlotText prompt = SlotText.parse(frame)
                .with("context", SlotText.parse(context))
                .with("statement", SlotText.parse(statement));
        String fingerprint =
                ContentHash.hex(frame, choices.get(0), choices.get(1), context, statement, Boolean.toString(inverts));
        return new Template(where, index, choices, inverts, fingerprint, prompt.renamed(synonyms));
    }

    /** A whole prompt in free text. */
    static Template free(
            String where,
            int index,
            String prompt,
            List<String> choices,
            boolean inverts,
            Map<String, String> synonyms) {
        String fingerprint = ContentHash.hex(prompt, choices.get(0), choices.get(1), Boolean.toString(inverts));
        return new Template(
                where,
                index,
                choices,
                inverts,
                fingerprint,
                SlotText.parse(prompt).renamed(synonyms));
    }

    /** Position among the templates of its dataset, from 0. */
    public int index() {
        return index;
    }

    /** The choice that says no. */
    public String noChoice() {
        return choices.get(0);
    }

    /** The choice that says yes. */
    public String yesChoice() {
        return choices.get(1);
    }

    /** Whether the statement claims the opposite of the question, so that every label is to be flipped. */
    public boolean inverts() {
        return inverts;
    }

    /** Hash of all its texts, choices and inversion; the index does not enter. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The whole prompt, given the text of every slot, the asker's name among them. */
    public String fill(UnaryOperator<String> values) {
        return prompt.fill(values, "").text();
    }

    /** The same with the code points that the slot {@code result} takes. */
    SlotText.Filled fillMarkingResult(UnaryOperator<String> values) {
        return prompt.fill(values, "result");
    }

    /** Stops unless the template shows all fields that the dataset requires, at least one, and none that it lacks. */
    void requireFields(DatasetFields fields) {
        Set<String> used = prompt.slots();
        used.remove("name");
        for (String field : fields.required()) {
            if (!used.contains(field)) {
                throw new IllegalArgumentException(
                        "%s: slot {%s} is missing; a question could not be told from another".formatted(where, field));
            }
        }
        List<String> known = new ArrayList<>(fields.required());
        known.addAll(fields.further());
        for (String slot : used) {
            if (!known.contains(slot)) {
                throw new IllegalArgumentException(
                        "%s: slot {%s} is no field of dataset %s; expected name or some of %s"
                                .formatted(where, slot, fields.dataset(), known));
            }
        }
        if (used.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: shows no field of the question; expected some of %s".formatted(where, known));
        }
    }
}
