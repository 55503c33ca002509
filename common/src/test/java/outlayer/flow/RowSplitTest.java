package outlayer.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;

class RowSplitTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aboutTheShareAskedForJudges(long seed) {
        RowSplit split = new RowSplit(seed, 0.1, 10_000);
        // Deviation of a binomial count: sqrt(10000 x 0.1 x 0.9) = 30.
        assertThat(10_000 - split.learned()).as("seed %d", seed).isBetween(850L, 1150L);
    }

    @Test
    void ofVeryManyRowsNoMoreThanSomeThousandJudge() {
        RowSplit split = new RowSplit(1, 0.5, 1_000_000);
        // Deviation of a binomial count: about sqrt(4096) = 64.
        assertThat(1_000_000 - split.learned()).isBetween(4096L - 320, 4096L + 320);
    }

    @Test
    void theSeedDecidesWhichDo() {
        RowSplit one = new RowSplit(1, 0.5, 64);
        RowSplit other = new RowSplit(2, 0.5, 64);
        long different = 0;
        for (int place = 0; place < 64; place++) {
            different += one.judges(place) == other.judges(place) ? 0 : 1;
            assertThat(one.judges(place)).isEqualTo(new RowSplit(1, 0.5, 64).judges(place));
        }
        assertThat(different).isPositive();
    }

    @Test
    void tooFewRowsAreRefused() {
        FlowOptions options = FlowOptions.standard(1);
        assertThatThrownBy(() -> RowSplit.of(Rows.of(Matrix.zeros(1, 4)), options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Of 1 rows a validation share of 0.1 leaves")
                .hasMessageContaining("expected at least 2 and 1 to judge");
    }
}
