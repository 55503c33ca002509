package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashSampleTest {

    @Test
    void fewHashesAreCountedExactly() {
        HashSample sample = of(0, 5_000);
        of(2_000, 5_000);
        assertThat(sample.distinct()).isEqualTo(5_000);
        for (int i = 0; i < 5_000; i++) {
            sample.add(hash(i));
        }
        assertThat(sample.distinct()).isEqualTo(5_000);
        assertThat(sample.shared(of(4_000, 9_000))).isEqualTo(1_000);
        assertThat(new HashSample().distinct()).isZero();
        assertThat(sample.shared(new HashSample())).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {HashSample.CAPACITY, HashSample.CAPACITY + 1, 200_000, 1_000_000})
    void manyHashesAreEstimated(int n) {
        HashSample sample = of(0, n);
        boolean exact = n == HashSample.CAPACITY;
        // Five standard errors.
        assertThat((double) sample.distinct()).isEqualTo(n, within(exact ? 0 : 5 * n / Math.sqrt(HashSample.CAPACITY)));
        // A hundredth of the smaller is shared: about CAPACITY / 100 of the sample.
        int common = n / 100;
        long shared = sample.shared(of(n - common, 2 * n - common));
        double found = Math.sqrt(Math.min(n, HashSample.CAPACITY) / 100.0);
        assertThat((double) shared).isEqualTo(common, within(exact ? 0 : 5 * common / found));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void mergedPartsAreOnePass(long seed) {
        int n = 40_000 + (int) seed * 7_000;
        HashSample whole = of(0, n);
        HashSample merged = new HashSample();
        Draws draws = Draws.of(seed);
        for (int from = 0; from < n; ) {
            int to = Math.min(n, from + 1 + draws.below(20_000));
            HashSample part = of(Math.max(0, from - 500), to);
            merged = draws.below(2) == 0 ? merged.merge(part) : part.merge(merged);
            from = to;
        }
        HashSample other = of(n - 9_000, n + 60_000);
        assertThat(merged.distinct()).isEqualTo(whole.distinct());
        assertThat(merged.shared(other)).isEqualTo(whole.shared(other)).isEqualTo(other.shared(merged));
        assertThat(whole.merge(new HashSample()).distinct()).isEqualTo(whole.distinct());
        assertThat(whole.merge(whole).distinct()).isEqualTo(whole.distinct());
    }

    private static HashSample of(int from, int to) {
        HashSample sample = new HashSample();
        for (int i = from; i < to; i++) {
            sample.add(hash(i));
        }
        return sample;
    }

    private static long hash(int i) {
        return Draws.of(11, i).bits();
    }
}
