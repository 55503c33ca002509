package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopKTest {

    /** Few different numbers, so that many are equal: the first of them stay. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFirstOfTheLargestStay(long seed) {
        Random random = new Random(seed);
        int k = 1 + random.nextInt(6);
        double[] values = random.ints(40, -3, 9).asDoubleStream().toArray();
        TopK best = new TopK(k);
        for (int i = 0; i < values.length; i++) {
            best.offer(i, values[i]);
        }
        int[] expected = IntStream.range(0, values.length)
                .filter(i -> values[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparing(i -> i))
                .limit(k)
                .sorted()
                .mapToInt(i -> i)
                .toArray();
        int[] indices = new int[k];
        float[] kept = new float[k];
        best.write(indices, kept, 0);
        assertThat(indices).isEqualTo(expected);
        for (int i = 0; i < k; i++) {
            assertThat(kept[i]).isEqualTo((float) values[expected[i]]);
        }
    }

    @Test
    void whatIsNotAboveZeroIsNotThere() {
        TopK best = new TopK(3);
        for (double value : List.of(-1.0, 0.0, 2.0, Double.NaN)) {
            best.offer(10 + (int) value, value);
        }
        int[] indices = new int[5];
        Arrays.fill(indices, -1);
        best.write(indices, new float[5], 1);
        assertThat(indices).containsExactly(-1, 12, -1, -1, -1);
    }
}
