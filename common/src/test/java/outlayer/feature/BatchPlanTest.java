package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlanTest {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 1024;

    /** 20, 20, 19 and 19 have 2 of 80 for padding; with 10 it would be 12 of 100, more than a twentieth. */
    @Test
    void promptsOfLikeLengthGoTogether() {
        assertThat(BatchPlan.of(new int[] {10, 20, 19, 20, 19}, 100))
                .containsExactly(new int[] {1, 3, 2, 4}, new int[] {0});
    }

    /** 3 x 20 exceeds 50. Padding may be 3 tokens of 76: 20, 20 | 19, 17 has 2, and two batches are the fewest. */
    @Test
    void ofTheFewestBatchesThoseWithTheLeastPadding() {
        assertThat(BatchPlan.of(new int[] {17, 20, 19, 20}, 50)).containsExactly(new int[] {1, 3}, new int[] {2, 0});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyPromptIsInOneBatchWithinTheBudgetLongestFirst(long seed) {
        Random random = new Random(seed);
        int[] lengths = random.ints(random.nextInt(300), 1, 60).toArray();
        int budget = 40 + random.nextInt(400);
        List<int[]> plan = BatchPlan.of(lengths, budget);

        assertThat(plan.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, lengths.length).toArray());
        int before = Integer.MAX_VALUE;
        for (int[] batch : plan) {
            for (int prompt : batch) {
                assertThat(lengths[prompt]).isLessThanOrEqualTo(before);
                before = lengths[prompt];
            }
            if (batch.length > 1) {
                assertThat(batch.length * lengths[batch[0]]).isLessThanOrEqualTo(budget);
            }
        }
        assertThat(BatchPlan.of(lengths, budget)).containsExactly(plan.toArray(new int[0][]));
    }

    /** By trying all ways to cut the sorted lengths. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPlanWithinTheLimitsHasFewerBatchesOrAsManyWithLessPadding(long seed) {
        Random random = new Random(seed);
        int[] lengths =
                random.ints(10, 1, 40).map(i -> -i).sorted().map(i -> -i).toArray();
        int budget = 40 + random.nextInt(100);
        List<int[]> plan = BatchPlan.of(lengths, budget);

        int fewest = Integer.MAX_VALUE;
        long least = Long.MAX_VALUE;
        for (int cuts = 0; cuts < 1 << (lengths.length - 1); cuts++) {
            long computed = computed(lengths, cuts, budget);
            int batches = 1 + Integer.bitCount(cuts);
            boolean allowed = computed - tokens(lengths) <= 0.05 * computed;
            if (allowed && (batches < fewest || (batches == fewest && computed < least))) {
                fewest = batches;
                least = computed;
            }
        }
        assertThat(plan).hasSize(fewest);
        assertThat(computed(plan, lengths)).isEqualTo(least);
    }

    /** Tokens of the plan that is cut after every place whose bit is set; none where a batch exceeds the budget. */
    private static long computed(int[] sorted, int cuts, int budget) {
        long computed = 0;
        int start = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == sorted.length - 1 || (cuts >> i & 1) == 1) {
                int batch = (i + 1 - start) * sorted[start];
                if (batch > budget && i > start) {
                    return Long.MAX_VALUE / 2;
                }
                computed += batch;
                start = i + 1;
            }
        }
        return computed;
    }

    /** Log-normal lengths: most prompts are short, a few are ten times as long. */
    @ParameterizedTest(name = "seed {0}, {1} prompts, budget {2}: at most {3} batches")
    @CsvSource({
        "1, 512, 8192, 30", "2, 512, 8192, 30", "3, 512, 8192, 30", "1, 512, 2048, 45", "2, 512, 1024, 85",
                "3, 512, 32768, 30",
        "4, 64, 8192, 16", "5, 64, 2048, 16", "6, 32, 4096, 14", "7, 16, 8192, 8", "8, 3, 8192, 3", "9, 1, 8192, 1"
    })
    void littleIsPaddingAndBatchesAreFewOnALongTail(long seed, int prompts, int budget, int few) {
        Random random = new Random(seed);
        int[] lengths = IntStream.range(0, prompts)
                .map(i -> (int) Math.exp(4.5 + 0.9 * random.nextGaussian()))
                .map(length -> Math.max(SHORTEST, Math.min(LONGEST, length)))
                .toArray();
        List<int[]> plan = BatchPlan.of(lengths, budget);
        long computed = computed(plan, lengths);
        double padding = (computed - tokens(lengths)) / (double) computed;
        int longest = Arrays.stream(lengths).max().orElseThrow();
        int shortest = Arrays.stream(lengths).min().orElseThrow();
        double most = 1 + Math.log(longest / (double) shortest) / Math.log(1 / 0.95);
        most += budget > longest ? tokens(lengths) / (0.95 * (budget - longest)) : prompts;
        assertThat(padding).isLessThanOrEqualTo(0.05);
        assertThat((double) plan.size())
                .as("batches of %d to %d tokens, budget %d", shortest, longest, budget)
                .isLessThanOrEqualTo(most);
        assertThat(plan).hasSizeLessThanOrEqualTo(few);
    }

    @Test
    void aPromptOverTheBudgetIsAlone() {
        assertThat(BatchPlan.of(new int[] {5, 30, 5, 40}, 20))
                .containsExactly(new int[] {3}, new int[] {1}, new int[] {0, 2});
    }

    @Test
    void noPromptsMakeNoBatches() {
        assertThat(BatchPlan.of(new int[0], 20)).isEmpty();
    }

    @Test
    void aBudgetOfNothingIsRefused() {
        assertThatThrownBy(() -> BatchPlan.of(new int[] {1}, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Token budget is 0, expected at least 1");
    }

    private static long tokens(int[] lengths) {
        return Arrays.stream(lengths).asLongStream().sum();
    }

    private static long computed(List<int[]> plan, int[] lengths) {
        return plan.stream()
                .mapToLong(batch -> (long) batch.length * lengths[batch[0]])
                .sum();
    }
}
