package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts prompts of like length together under a token budget: the fewest batches of whose tokens at most 5 % are padding, and
 * of such plans one with the least padding. A plan depends on the lengths and the budget only.
 *
 * <p>With lengths from {@code s} to {@code l}, {@code t} tokens in all and a budget {@code b} of at least {@code l}, there are no more
 * batches than {@code 1 + ln(l / s) / ln(1 / 0.95) + t / (0.95 (b - l))}: a batch that takes prompts for as long as its padding allows
 * ends at one shorter than 0.95 of its longest, which begins the next; one that ends for the budget holds more than {@code b - l}.
 * The work is batches x prompts x prompts of a batch: meant for a window of some hundred.
 */
public final class BatchPlan {

    /** Share of the tokens that are computed. */
    static final double MOST_PADDING = 0.05;

    private final int[] lengths;
    private final int budgetTokens;
    /** Prompts, longest first, equal ones in their own order. */
    private final int[] order;
    /** tokensBefore[i]: of the first i prompts of the order. */
    private final long[] tokensBefore;

    private BatchPlan(int[] lengths, int budgetTokens) {
        this.lengths = lengths;
        this.budgetTokens = budgetTokens;
        this.order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted((a, b) -> lengths[a] != lengths[b] ? lengths[b] - lengths[a] : a - b)
                .mapToInt(Integer::intValue)
                .toArray();
        this.tokensBefore = new long[order.length + 1];
        for (int i = 0; i < order.length; i++) {
            tokensBefore[i + 1] = tokensBefore[i] + lengths[order[i]];
        }
    }

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
        return new BatchPlan(lengths, budgetTokens).batches();
    }

    /**
     * Shortest path over cuts of the order: least[k][i], the least padding of the first i prompts in k batches, grows from
     * least[k - 1] batch by batch until all prompts are reached within the padding that is allowed.
     */
    private List<int[]> batches() {
        int n = order.length;
        // padding <= share (tokens + padding)
        long allowed = (long) Math.floor(MOST_PADDING / (1 - MOST_PADDING) * tokensBefore[n]);
        List<int[]> cuts = new ArrayList<>();
        long[] least = unreached(n);
        least[0] = 0;
        while (least[n] > allowed) {
            long[] longer = unreached(n);
            int[] from = new int[n + 1];
            for (int start = 0; start < n; start++) {
                extend(start, least[start], allowed, longer, from);
            }
            cuts.add(from);
            least = longer;
        }
        return cut(cuts);
    }

    /** Tries every batch that begins at that place of the order. */
    private void extend(int start, long padding, long allowed, long[] longer, int[] from) {
        if (padding > allowed) {
            return;
        }
        long longest = lengths[order[start]];
        for (int end = start + 1; end < longer.length; end++) {
            long computed = (end - start) * longest;
            long total = padding + computed - (tokensBefore[end] - tokensBefore[start]);
            if (total > allowed || (computed > budgetTokens && end > start + 1)) {
                return;
            }
            if (total < longer[end]) {
                longer[end] = total;
                from[end] = start;
            }
        }
    }

    private List<int[]> cut(List<int[]> cuts) {
        List<int[]> batches = new ArrayList<>();
        int end = order.length;
        for (int k = cuts.size() - 1; k >= 0; k--) {
            int start = cuts.get(k)[end];
            batches.add(0, Arrays.copyOfRange(order, start, end));
            end = start;
        }
        return batches;
    }

    private static long[] unreached(int n) {
        long[] padding = new long[n + 1];
        Arrays.fill(padding, Long.MAX_VALUE);
        return padding;
    }
}
