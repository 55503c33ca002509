package outlayer.quirky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueSampleTest {

    @Test
    void quartilesOfFewValuesAreValuesThatOccur() {
        ValueSample sample = new ValueSample();
        assertThat(sample.spread()).isNull();
        sample.add(1, 8);
        assertThat(sample.spread()).isEqualTo(new Spread(8, 8, 8, 8, 8));
        for (int i = 0; i < 8; i++) {
            sample.add(hash(i), i);
        }
        // 0 .. 8: a quarter of nine values is reached by the third, a half by the fifth, three quarters by the seventh.
        assertThat(sample.spread()).isEqualTo(new Spread(0, 2, 4, 6, 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void quartilesOfManyAreThoseOfASample(long seed) {
        ValueSample sample = new ValueSample();
        int n = 100_000;
        for (int i = 0; i < n; i++) {
            sample.add(Draws.of(seed, i).bits(), i);
        }
        Spread spread = Objects.requireNonNull(sample.spread());
        // Five standard errors of the median's rank.
        double error = 5 * 0.5 / Math.sqrt(ValueSample.CAPACITY);
        assertThat(spread.median() / n).isEqualTo(0.5, within(error));
        assertThat(spread.lowerQuartile() / n).isEqualTo(0.25, within(error));
        assertThat(spread.upperQuartile() / n).isEqualTo(0.75, within(error));
        assertThat(spread.least()).isZero();
        assertThat(spread.most()).isEqualTo(n - 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 1_000, 5_000, 9_999})
    void mergedPartsAreOnePass(int cut) {
        int n = 10_000;
        ValueSample whole = of(0, n);
        assertThat(of(0, cut).merge(of(cut, n)).spread()).isEqualTo(whole.spread());
        assertThat(of(cut, n).merge(of(0, cut)).spread()).isEqualTo(whole.spread());
        assertThat(whole.merge(new ValueSample()).spread()).isEqualTo(whole.spread());
    }

    private static ValueSample of(int from, int to) {
        ValueSample sample = new ValueSample();
        for (int i = from; i < to; i++) {
            sample.add(hash(i), i % 977);
        }
        return sample;
    }

    private static long hash(int i) {
        return Draws.of(5, i).bits();
    }
}
