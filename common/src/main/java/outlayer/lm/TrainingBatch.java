package outlayer.lm;

import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * B prompts to train on, each with the answer that should follow its last token, and where its result stands.
 *
 * <p>Arrays are not copied and must not change.
 */
public final class TrainingBatch {

    private final List<int[]> tokens;
    private final int[] answers;
    private final int[][] results;

    /**
     * @param tokens [B] prompts
     * @param answers [B] token that should follow each
     * @param results [B, 2] tokens from (inclusive) and to (exclusive) that write out the result; equal: there is none
     */
    public TrainingBatch(int[][] tokens, int[] answers, int[][] results) {
        if (tokens.length == 0 || answers.length != tokens.length || results.length != tokens.length) {
            throw new IllegalArgumentException("Batch has " + tokens.length + " prompts, " + answers.length
                    + " answers and " + results.length + " result spans, expected the same number, 1 or more");
        }
        for (int i = 0; i < tokens.length; i++) {
            int from = results[i][0];
            int to = results[i][1];
            if (from != to && (from < 1 || to < from || to > tokens[i].length)) {
                throw new IllegalArgumentException("Prompt " + i + " of the batch has " + tokens[i].length
                        + " tokens and its result at [" + from + ", " + to + "), expected 1 <= from <= to <= "
                        + tokens[i].length);
            }
        }
        this.tokens = List.of(tokens);
        this.answers = answers;
        this.results = results;
    }

    public int size() {
        return answers.length;
    }

    List<int[]> tokens() {
        return tokens;
    }

    int[] answers() {
        return answers;
    }

    int[][] results() {
        return results;
    }

    /** What the loss asks for. */
    Predictions predictions(NDManager manager, double resultWeight, int vocabulary) {
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] < 0 || answers[i] >= vocabulary) {
                throw new IllegalArgumentException("Prompt " + i + " of the batch has answer token " + answers[i]
                        + ", expected 0 to " + (vocabulary - 1));
            }
        }
        return Predictions.of(manager, tokens, answers, results, resultWeight);
    }
}
