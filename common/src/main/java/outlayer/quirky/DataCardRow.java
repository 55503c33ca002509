package outlayer.quirky;

import org.jspecify.annotations.Nullable;

/**
 * What one part holds of one character.
 *
 * @param questions different questions among the examples
 * @param labelTrue examples whose own character says yes
 * @param agreeing examples on which both characters say the same
 * @param repeatsDropped exact repeats that were left out
 * @param prompts different prompts among the examples, names, case and punctuation aside
 * @param characters length of prompts in characters
 */
public record DataCardRow(
        String dataset,
        Part part,
        QuirkyCharacter character,
        int examples,
        int questions,
        int labelTrue,
        int aliceTrue,
        int bobTrue,
        int agreeing,
        int repeatsDropped,
        int prompts,
        @Nullable Spread characters,
        @Nullable Spread difficulty) {

    /** Counts alone, of examples with as many different prompts. */
    public DataCardRow(
            String dataset,
            Part part,
            QuirkyCharacter character,
            int examples,
            int questions,
            int labelTrue,
            int aliceTrue,
            int bobTrue,
            int agreeing,
            int repeatsDropped) {
        this(
                dataset,
                part,
                character,
                examples,
                questions,
                labelTrue,
                aliceTrue,
                bobTrue,
                agreeing,
                repeatsDropped,
                examples,
                null,
                null);
    }

    /** Share of examples whose own character says yes; null without examples. */
    public @Nullable Double labelTrueShare() {
        return share(labelTrue);
    }

    /** Share of examples on which both characters say the same; null without examples. */
    public @Nullable Double agreement() {
        return share(agreeing);
    }

    /** Whether all labels are the same. */
    public boolean oneClass() {
        return labelTrue == 0 || labelTrue == examples;
    }

    /** Examples whose prompt another example of the row has too, but for the name. */
    public int duplicates() {
        return Math.max(0, examples - prompts);
    }

    private @Nullable Double share(int count) {
        return examples == 0 ? null : (double) count / examples;
    }
}
