package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlanTest {

    @Test
    void promptsOfLikeLengthGoTogether() {
        // 20 + 20 fits into 50 and a third prompt would not; 19 and 18 are nine tenths of 19 and more, 17 is less.
        List<int[]> plan = BatchPlan.of(new int[] {17, 20, 19, 20, 18}, 50);
        assertThat(plan).containsExactly(new int[] {1, 3}, new int[] {2, 4}, new int[] {0});
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
                assertThat(before).isGreaterThanOrEqualTo((int) Math.ceil(0.9 * lengths[batch[0]]));
            }
        }
        assertThat(BatchPlan.of(lengths, budget)).containsExactly(plan.toArray(new int[0][]));
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

    /** A shard of 1024 prompts of about 90 tokens, a few of them over 1000: lengths as chat prompts have them. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void littleIsPaddingOnALongTail(long seed) {
        Random random = new Random(seed);
        int[] lengths = IntStream.range(0, 1024)
                .map(i -> (int) Math.max(5, Math.min(4000, Math.exp(4.5 + 0.9 * random.nextGaussian()))))
                .toArray();
        long tokens = Arrays.stream(lengths).asLongStream().sum();
        long computed = BatchPlan.of(lengths, 8192).stream()
                .mapToLong(batch -> (long) batch.length * lengths[batch[0]])
                .sum();
        double padding = (computed - tokens) / (double) computed;
        System.out.printf(
                "Seed %d: %d tokens, longest %d, padding %.1f %%%n",
                seed, tokens, Arrays.stream(lengths).max().orElseThrow(), 100 * padding);
        assertThat(padding).isLessThanOrEqualTo(0.05);
    }
}
