package outlayer.lm;

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

    /**
     * What the loss asks for: per prompt the answer with weight 1 / B, and each of r result tokens, at the position before it, with weight
     * resultWeight / (B r).
     *
     * @param width T of the padded batch
     */
    Predictions predictions(int width, double resultWeight) {
        int count = answers.length;
        for (int[] result : results) {
            count += result[1] - result[0];
        }
        long[] positions = new long[count];
        long[] targets = new long[count];
        float[] importance = new float[count];
        int p = 0;
        for (int i = 0; i < answers.length; i++) {
            int[] prompt = tokens.get(i);
            int results = this.results[i][1] - this.results[i][0];
            for (int t = this.results[i][0]; t < this.results[i][1]; t++, p++) {
                positions[p] = (long) i * width + t - 1;
                targets[p] = prompt[t];
                importance[p] = (float) (resultWeight / results / answers.length);
            }
            positions[p] = (long) i * width + prompt.length - 1;
            targets[p] = answers[i];
            importance[p] = 1f / answers.length;
            p++;
        }
        return new Predictions(positions, targets, importance);
    }
}
