package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class CentroidTest {

    @ParameterizedTest(name = "seed {0}, split at {1}")
    @CsvSource({"1, 0", "2, 1", "3, 17", "4, 30"})
    void mergingPartsEqualsTheMomentsOfAll(long seed, int split) {
        Matrix x = RandomMatrix.normal(30, 5, seed);
        Centroid merged =
                Centroid.of(RandomMatrix.rows(x, 0, split)).merge(Centroid.of(RandomMatrix.rows(x, split, 30)));
        Moments expected = Moments.of(x);
        assertThat(merged.n()).isEqualTo(30);
        assertThat(merged.mean()).containsExactly(expected.mean(), within(1e-13));
        assertThat(merged.scatterTrace()).isCloseTo(expected.scatterTrace(), within(1e-11));
    }

    @Test
    void floatsAndDoublesGiveTheSame() {
        float[] values = {1, 2, 3, 7, 5, -1};
        Centroid floats = new Centroid(2);
        floats.add(FloatBuffer.wrap(values));
        // Means 3 and 8/3; squares 4 + 0 + 4 and (4 + 169 + 121) / 9.
        assertThat(floats.mean()).containsExactly(new double[] {3, 8.0 / 3}, within(1e-14));
        assertThat(floats.scatterTrace()).isCloseTo(8 + 294.0 / 9, within(1e-13));
    }

    @Test
    void mergingNothingWithNothingIsNothing() {
        Centroid nothing = new Centroid(3).merge(new Centroid(3));
        assertThat(nothing.n()).isZero();
        assertThat(nothing.mean()).containsExactly(0, 0, 0);
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        assertThatThrownBy(() -> new Centroid(3).add(Matrix.zeros(1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Centroid has 3 features, found Matrix[1, 2]");
    }
}
