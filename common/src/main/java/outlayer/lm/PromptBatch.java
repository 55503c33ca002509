package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import outlayer.checkpoint.ModelConfig;

/**
 * Prompts side by side, padded on the right with token 0. Attention looks back only, so what stands there is never seen.
 *
 * @param tokens [B, T]
 * @param last [B, 1], position of each prompt's last token
 * @param longest T
 */
record PromptBatch(NDArray tokens, NDArray last, int longest) {

    static PromptBatch of(NDManager manager, List<int[]> prompts, ModelConfig config) {
        if (prompts.isEmpty()) {
            throw new IllegalArgumentException("The batch has no prompts, expected 1 or more");
        }
        int longest = 0;
        for (int i = 0; i < prompts.size(); i++) {
            check(i, prompts.get(i), config);
            longest = Math.max(longest, prompts.get(i).length);
        }
        long[] tokens = new long[prompts.size() * longest];
        long[] last = new long[prompts.size()];
        for (int i = 0; i < last.length; i++) {
            int[] prompt = prompts.get(i);
            for (int t = 0; t < prompt.length; t++) {
                tokens[i * longest + t] = prompt[t];
            }
            last[i] = prompt.length - 1L;
        }
        return new PromptBatch(
                manager.create(tokens, new Shape(last.length, longest)),
                manager.create(last, new Shape(last.length, 1)),
                longest);
    }

    /** Every position of each prompt, its last one repeated where there is padding. [B, T] */
    NDArray everyPlace(NDManager manager) {
        long[] ends = last.toLongArray();
        long[] places = new long[ends.length * longest];
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.min(i % longest, ends[i / longest]);
        }
        return manager.create(places, tokens.getShape());
    }

    private static void check(int index, int[] prompt, ModelConfig config) {
        if (prompt.length == 0 || prompt.length > config.maxTokens()) {
            throw new IllegalArgumentException("Prompt " + index + " of the batch has " + prompt.length
                    + " tokens, expected 1 to " + config.maxTokens());
        }
        for (int t = 0; t < prompt.length; t++) {
            if (prompt[t] < 0 || prompt[t] >= config.vocabulary()) {
                throw new IllegalArgumentException("Prompt " + index + " of the batch has token " + prompt[t]
                        + " at position " + t + ", expected 0 to " + (config.vocabulary() - 1)
                        + "; is the tokenizer this model's?");
            }
        }
    }
}
