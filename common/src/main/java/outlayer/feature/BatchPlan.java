package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts prompts of like length together under a token budget, so that little is computed for padding. A plan depends on
 * the lengths and the budget only.
 */
public final class BatchPlan {

    /** A prompt joins a batch only if at most a tenth of its row would be padding; on average it is half of that. */
    private static final double LEAST_FILLED = 0.9;

    private BatchPlan() {}

    /**
     * Batches of prompt indices, longest prompts first: the batch that needs most memory comes at the start, where running
     * out of it is cheapest.
     *
     * @param lengths tokens of each prompt
     * @param budgetTokens of a batch, padding included; a prompt longer than that gets a batch to itself
     */
    public static List<int[]> of(int[] lengths, int budgetTokens) {
        if (budgetTokens < 1) {
            throw new IllegalArgumentException("Token budget is " + budgetTokens + ", expected at least 1");
        }
        int[] order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted((a, b) -> lengths[a] != lengths[b] ? lengths[b] - lengths[a] : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
        List<int[]> batches = new ArrayList<>();
        int from = 0;
        while (from < order.length) {
            int longest = lengths[order[from]];
            int to = from + 1;
            while (to < order.length
                    && (to + 1L - from) * longest <= budgetTokens
                    && lengths[order[to]] >= LEAST_FILLED * longest) {
                to++;
            }
            batches.add(Arrays.copyOfRange(order, from, to));
            from = to;
        }
        return batches;
    }
}
