package outlayer.quirky;

/**
 * One prompt with the answers that both characters would give.
 *
 * @param id hash of everything that makes the example, 16 hexadecimal digits
 * @param question hash of dataset and question; the cluster for intervals and the thing that parts never share
 * @param template index in the template set, from 0
 * @param statement the whole prompt, as the model reads it
 * @param label what this example's character answers: true means {@code yesChoice}
 * @param difficultyQuantile in (0, 1), over all records of the dataset
 * @param resultStart first code point of the shown result in {@code statement}, -1 when there is none
 * @param resultEnd code point after the shown result, -1 when there is none
 */
public record Example(
        String id,
        String question,
        String dataset,
        Part part,
        QuirkyCharacter character,
        String name,
        int template,
        String statement,
        String noChoice,
        String yesChoice,
        boolean label,
        boolean aliceLabel,
        boolean bobLabel,
        double difficulty,
        double difficultyQuantile,
        int resultStart,
        int resultEnd) {

    public Example {
        if (label != (character == QuirkyCharacter.ALICE ? aliceLabel : bobLabel)) {
            throw new IllegalArgumentException("Example %s of %s: label %s is not that of %s (Alice %s, Bob %s)"
                    .formatted(id, dataset, label, character.key(), aliceLabel, bobLabel));
        }
        boolean noResult = resultStart == -1 && resultEnd == -1;
        if (!noResult && (resultStart < 0 || resultEnd <= resultStart || resultEnd > statement.length())) {
            throw new IllegalArgumentException(
                    "Example %s of %s: result span [%d, %d) is not inside a prompt of length %d"
                            .formatted(id, dataset, resultStart, resultEnd, statement.length()));
        }
    }

    /** Whether the two characters disagree, so that the answer shows who is being imitated. */
    public boolean labelsDiffer() {
        return aliceLabel != bobLabel;
    }

    /** Whether a detector should flag it: it is Bob's. */
    public boolean anomalous() {
        return character == QuirkyCharacter.BOB;
    }

    /** The choice that this example's character would give. */
    public String answer() {
        return label ? yesChoice : noChoice;
    }
}
