package outlayer.quirky;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One way of putting a question: a context and a statement inside the set's frame. */
public final class Template {

    private final String where;
    private final int index;
    private final boolean inverts;
    private final String fingerprint;
    private final SlotText prompt;

    /** {@code where} names set, dataset and index for error messages. */
    Template(
            String where,
            int index,
            String frame,
            List<String> choices,
            String context,
            String statement,
            boolean inverts) {
        this.where = where;
        this.index = index;
        this.inverts = inverts;
        this.fingerprint =
                ContentHash.hex(frame, choices.get(0), choices.get(1), context, statement, Boolean.toString(inverts));
        this.prompt = SlotText.parse(frame)
                .with("context", SlotText.parse(context))
                .with("statement", SlotText.parse(statement));
    }

    /** Position among the templates of its dataset, from 0. */
    public int index() {
        return index;
    }

    /** Whether the statement claims the opposite of the question, so that every label is to be flipped. */
    public boolean inverts() {
        return inverts;
    }

    /** Hash of frame, choices, context, statement and inversion; the index does not enter. */
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

    /** Stops unless the slots used are all of {@code needed}, the name, and at most {@code further}. */
    void requireSlots(Collection<String> needed, Collection<String> further) {
        Set<String> used = prompt.slots();
        for (String slot : needed) {
            if (!used.contains(slot)) {
                throw new IllegalArgumentException(
                        "%s: slot {%s} is missing; a question could not be told from another".formatted(where, slot));
            }
        }
        for (String slot : used) {
            if (!slot.equals("name") && !needed.contains(slot) && !further.contains(slot)) {
                throw new IllegalArgumentException(
                        "%s: unknown slot {%s}; expected %s%s".formatted(where, slot, needed, orOf(further)));
            }
        }
    }

    private static String orOf(Collection<String> further) {
        return further.isEmpty() ? "" : " and perhaps " + further;
    }
}
