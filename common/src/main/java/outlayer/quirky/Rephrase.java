package outlayer.quirky;

import java.io.Serializable;
import java.util.Set;

/**
 * Puts a question again after offering the answer that the model holds less likely, and says how much that moves it (METHODS.md 3.5): the
 * margin of the likelier answer before, less its margin after.
 *
 * @param template makes the second prompt, with the slots {prompt}, the whole first prompt; {answer}, the less likely choice with
 *     the space that it begins with; and {question}, the last line of the first prompt. Must use words that the model's tokenizer knows
 */
public record Rephrase(String template) implements Serializable {

    /** For models of natural language. */
    public static final String DEFAULT = "{prompt}\n\nSomebody would answer{answer} here.\n\n{question}";

    /** In words that the tiny models know. */
    public static final String TINY = "{prompt}\n{answer}.\n\n{question}";

    private static final Set<String> SLOTS = Set.of("prompt", "answer", "question");

    public Rephrase {
        Set<String> slots = SlotText.parse(template).slots();
        if (!slots.equals(SLOTS)) {
            throw new IllegalArgumentException(
                    "The template of the second prompt is '%s' with slots %s, expected {prompt}, {answer} and {question}"
                            .formatted(template, slots));
        }
    }

    /**
     * The prompt of the second visit.
     *
     * @param logOdds logit(yes) - logit(no) of the first; where it is 0, no is offered
     */
    public String secondPrompt(String prompt, double logOdds, String noChoice, String yesChoice) {
        String offered = logOdds < 0 ? yesChoice : noChoice;
        String question = prompt.substring(prompt.stripTrailing().lastIndexOf('\n') + 1);
        return SlotText.parse(template)
                .fill(
                        slot -> switch (slot) {
                            case "prompt" -> prompt;
                            case "answer" -> offered;
                            default -> question;
                        },
                        "")
                .text();
    }

    /** The score: |before| less the log-odds after, of the answer that was likelier before. Larger where the model gives way. */
    public static double score(double before, double after) {
        return before < 0 ? after - before : before - after;
    }
}
