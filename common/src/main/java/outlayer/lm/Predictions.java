package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Which next tokens a loss asks for.
 *
 * @param places [B, Q], token positions at which anything is asked of each prompt; short lists repeat the last place
 * @param positions [P] into the B Q places
 * @param targets [P], tokens that should follow
 * @param importance [P], what each counts
 */
record Predictions(NDArray places, NDArray positions, NDArray targets, NDArray importance) {

    /**
     * Per prompt the answer, with weight 1 / B, and each of its r result tokens, asked of the position before it, with weight
     * resultWeight / (B r).
     */
    static Predictions of(NDManager manager, List<int[]> prompts, int[] answers, int[][] results, double resultWeight) {
        int perPrompt = 1;
        int count = answers.length;
        for (int[] result : results) {
            perPrompt = Math.max(perPrompt, 1 + result[1] - result[0]);
            count += result[1] - result[0];
        }
        int[] places = new int[answers.length * perPrompt];
        int[] positions = new int[count];
        int[] targets = new int[count];
        float[] importance = new float[count];
        int p = 0;
        for (int i = 0; i < answers.length; i++) {
            int[] prompt = prompts.get(i);
            int from = results[i][0];
            int length = results[i][1] - from;
            for (int k = 0; k < perPrompt; k++) {
                places[i * perPrompt + k] = k < length ? from + k - 1 : prompt.length - 1;
            }
            for (int k = 0; k <= length; k++, p++) {
                boolean answer = k == length;
                positions[p] = i * perPrompt + k;
                targets[p] = answer ? answers[i] : prompt[from + k];
                importance[p] = (float) ((answer ? 1 : resultWeight / length) / answers.length);
            }
        }
        return new Predictions(
                indices(manager, places, new Shape(answers.length, perPrompt)),
                indices(manager, positions, new Shape(count)),
                indices(manager, targets, new Shape(count)),
                manager.create(importance));
    }

    /** libtorch indexes with int64. */
    private static NDArray indices(NDManager manager, int[] values, Shape shape) {
        long[] longs = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            longs[i] = values[i];
        }
        return manager.create(longs, shape);
    }
}
