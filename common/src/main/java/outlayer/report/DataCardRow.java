package outlayer.report;

/**
 * What one part of a dataset holds of one character: counts of examples, of distinct questions, of statements that are true
 * to Alice and to Bob, and of those on which the two differ.
 */
public record DataCardRow(
        String dataset,
        String part,
        String character,
        long examples,
        long questions,
        long aliceTrue,
        long bobTrue,
        long labelsDiffer) {

    public DataCardRow {
        if (examples < 0
                || questions > examples
                || aliceTrue > examples
                || bobTrue > examples
                || labelsDiffer > examples) {
            throw new IllegalArgumentException("Data card of " + dataset + ", " + part + ", " + character + ": "
                    + questions + " questions, " + aliceTrue + " true to Alice, " + bobTrue + " true to Bob, "
                    + labelsDiffer + " differing, expected none above its " + examples + " examples");
        }
    }
}
