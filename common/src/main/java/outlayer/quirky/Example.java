package outlayer.quirky;

import org.jspecify.annotations.Nullable;

/**
 * One prompt with the answers that both characters would give; or a prompt of which nobody knows the answer, as monitoring
 * brings them in. What asks an unlabelled example for a label or character gets an error that says so.
 *
 * @param id hash of everything that makes the example, 16 hexadecimal digits
 * @param question hash of dataset and question; the cluster for intervals and the thing that parts never share
 * @param asked by whom and how; null for an unlabelled prompt
 * @param statement the whole prompt, as the model reads it
 * @param resultStart first code point of the shown result in {@code statement}, -1 when there is none
 * @param resultEnd code point after the shown result, -1 when there is none
 */
public record Example(
        String id,
        String question,
        String dataset,
        Part part,
        @Nullable Asked asked,
        String statement,
        String noChoice,
        String yesChoice,
        int resultStart,
        int resultEnd) {

    /**
     * Who asks, in which words, and what each character would answer.
     *
     * @param template index among the dataset's templates, from 0
     * @param aliceLabel true means {@code yesChoice}
     * @param difficultyQuantile in (0, 1), over all records of the dataset
     */
    public record Asked(
            QuirkyCharacter character,
            String name,
            int template,
            boolean aliceLabel,
            boolean bobLabel,
            double difficulty,
            double difficultyQuantile) {

        /** What this character answers. */
        public boolean label() {
            return character == QuirkyCharacter.ALICE ? aliceLabel : bobLabel;
        }
    }

    public Example {
        boolean noResult = resultStart == -1 && resultEnd == -1;
        if (!noResult && (resultStart < 0 || resultEnd <= resultStart || resultEnd > statement.length())) {
            throw new IllegalArgumentException(
                    "Example %s of %s: result span [%d, %d) is not inside a prompt of length %d"
                            .formatted(id, dataset, resultStart, resultEnd, statement.length()));
        }
        if (asked == null && part != Part.TRUSTED && part != Part.CALIBRATION && part != Part.UNTRUSTED) {
            throw new IllegalArgumentException(
                    "Example %s of %s: part %s needs labels and characters; unlabelled prompts can be trusted, calibration or untrusted"
                            .formatted(id, dataset, part.key()));
        }
    }

    /** A labelled example, column by column; {@code label} must be that of the character. */
    public Example(
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
        this(
                id,
                question,
                dataset,
                part,
                new Asked(character, name, template, aliceLabel, bobLabel, difficulty, difficultyQuantile),
                statement,
                noChoice,
                yesChoice,
                resultStart,
                resultEnd);
        if (label != label()) {
            throw new IllegalArgumentException("Example %s of %s: label %s is not that of %s (Alice %s, Bob %s)"
                    .formatted(id, dataset, label, character.key(), aliceLabel, bobLabel));
        }
    }

    /** Whether it has a character and labels. */
    public boolean labelled() {
        return asked != null;
    }

    public QuirkyCharacter character() {
        return required().character;
    }

    /** The name shown. */
    public String name() {
        return required().name;
    }

    /** Index among the dataset's templates, from 0. */
    public int template() {
        return required().template;
    }

    /** What this example's character answers: true means {@code yesChoice}. */
    public boolean label() {
        return required().label();
    }

    public boolean aliceLabel() {
        return required().aliceLabel;
    }

    public boolean bobLabel() {
        return required().bobLabel;
    }

    /** Larger is harder. */
    public double difficulty() {
        return required().difficulty;
    }

    /** In (0, 1), over all records of the dataset. */
    public double difficultyQuantile() {
        return required().difficultyQuantile;
    }

    /** Whether the two characters disagree, so that the answer shows who is being imitated. */
    public boolean labelsDiffer() {
        return aliceLabel() != bobLabel();
    }

    /** Whether a detector should flag it: it is Bob's. */
    public boolean anomalous() {
        return character() == QuirkyCharacter.BOB;
    }

    /** The choice that this example's character would give. */
    public String answer() {
        return label() ? yesChoice : noChoice;
    }

    private Asked required() {
        if (asked == null) {
            throw new IllegalArgumentException(
                    "Dataset %s, part %s, example %s is an unlabelled prompt: it has no character, label or difficulty; leave the dataset out of what needs them (train, evaluate, supervised fits)"
                            .formatted(dataset, part.key(), id));
        }
        return asked;
    }
}
