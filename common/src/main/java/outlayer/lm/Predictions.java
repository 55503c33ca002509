package outlayer.lm;

import java.util.List;

/**
 * Which next tokens a loss asks for.
 *
 * @param places [B, Q] row-major, token positions at which anything is asked of each prompt; short lists repeat their last place
 * @param perPrompt Q
 * @param positions [P] into the B Q places
 * @param targets [P] tokens that should follow
 * @param importance [P] what each counts
 */
record Predictions(long[] places, int perPrompt, long[] positions, long[] targets, float[] importance) {

    /**
     * Per prompt the answer, with weight 1 / B, and each of its r result tokens, asked of the position before it, with weight resultWeight / (B r).
     */
    static Predictions of(List<int[]> prompts, int[] answers, int[][] results, double resultWeight) {
        int perPrompt = 1;
        int count = answers.length;
        for (int[] result : results) {
            perPrompt = Math.max(perPrompt, 1 + result[1] - result[0]);
            count += result[1] - result[0];
        }
        var all = new Predictions(
                new long[answers.length * perPrompt], perPrompt, new long[count], new long[count], new float[count]);
        int p = 0;
        for (int i = 0; i < answers.length; i++) {
            int[] prompt = prompts.get(i);
            int from = results[i][0];
            int length = results[i][1] - from;
            for (int k = 0; k < perPrompt; k++) {
                all.places[i * perPrompt + k] = k < length ? from + k - 1 : prompt.length - 1;
            }
            for (int k = 0; k <= length; k++, p++) {
                boolean answer = k == length;
                all.positions[p] = i * perPrompt + k;
                all.targets[p] = answer ? answers[i] : prompt[from + k];
                all.importance[p] = (float) ((answer ? 1 : resultWeight / length) / answers.length);
            }
        }
        return all;
    }
}
