package outlayer.quirky;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts of one part and character.
 *
 * @param questions different questions among the examples
 * @param labelTrue examples whose own character says yes
 * @param agreeing examples on which both characters say the same
 * @param repeatsDropped exact repeats that were left out
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
        int repeatsDropped) {

    static DataCardRow of(
            String dataset, Part part, QuirkyCharacter character, List<Example> examples, int repeatsDropped) {
        Set<String> questions = new HashSet<>();
        int labelTrue = 0;
        int aliceTrue = 0;
        int bobTrue = 0;
        int agreeing = 0;
        for (Example example : examples) {
            questions.add(example.question());
            labelTrue += example.label() ? 1 : 0;
            aliceTrue += example.aliceLabel() ? 1 : 0;
            bobTrue += example.bobLabel() ? 1 : 0;
            agreeing += example.labelsDiffer() ? 0 : 1;
        }
        return new DataCardRow(
                dataset,
                part,
                character,
                examples.size(),
                questions.size(),
                labelTrue,
                aliceTrue,
                bobTrue,
                agreeing,
                repeatsDropped);
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

    private @Nullable Double share(int count) {
        return examples == 0 ? null : (double) count / examples;
    }
}
