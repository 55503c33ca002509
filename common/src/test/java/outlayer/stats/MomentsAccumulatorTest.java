package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class MomentsAccumulatorTest {

    private static final int D = 6;

    @ParameterizedTest(name = "blocks of {0} rows")
    @ValueSource(ints = {1, 7, 16, 50, 64})
    void blocksOfAnySizeGiveTheMomentsOfTheRows(int blockRows) {
        Matrix x = floats(50, 300, 5);
        Moments expected = Moments.of(x);
        try (MomentsAccumulator accumulator = new MomentsAccumulator(D, blockRows)) {
            accumulator.add(x);
            Moments found = accumulator.moments();
            assertThat(found.n()).isEqualTo(50);
            assertThat(found.mean()).containsExactly(expected.mean(), within(1e-11));
            assertThat(found.packedScatter()).containsExactly(expected.packedScatter(), within(1e-9));
        }
    }

    @ParameterizedTest(name = "portions of {0} rows")
    @ValueSource(ints = {1, 3, 50})
    void portionsAndTheFormOfTheRowsDoNotMatterToTheLastBit(int portion) {
        Matrix x = floats(50, 300, 6);
        try (MomentsAccumulator whole = new MomentsAccumulator(D, 16);
                MomentsAccumulator parts = new MomentsAccumulator(D, 16)) {
            whole.add(x);
            FloatBuffer bytes = littleEndian(x);
            for (int from = 0; from < 50; from += portion) {
                bytes.limit(Math.min(50, from + portion) * D);
                parts.add(bytes);
            }
            assertThat(parts.n()).isEqualTo(50);
            assertThat(parts.moments().mean()).isEqualTo(whole.moments().mean());
            assertThat(parts.moments().packedScatter())
                    .isEqualTo(whole.moments().packedScatter());
        }
    }

    /** 3 rows of 6 features stay in one block and take the n x n route; 3000 fill several blocks and take the other. */
    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {3, 3000})
    void theExpectedNumberOfRowsIsAGuessOnly(int rows) {
        Matrix x = floats(rows, 300, 9);
        Gaussian expected = Gaussian.of(x, 1e-9);
        for (long guess : new long[] {0, 3, 100, 100_000}) {
            try (MomentsAccumulator accumulator = MomentsAccumulator.forRows(D, guess)) {
                accumulator.add(x);
                Gaussian found = accumulator.gaussian(1e-9);
                assertThat(found.n()).isEqualTo(rows);
                assertThat(found.variances()).containsExactly(Moments.of(x).variances(), within(1e-9));
                assertThat(found.spectrum().values())
                        .containsExactly(expected.spectrum().values(), within(1e-9));
            }
        }
    }

    @Test
    void moreRowsMayFollowAndClearingForgetsThem() {
        Matrix x = floats(50, 300, 7);
        try (MomentsAccumulator accumulator = new MomentsAccumulator(D, 16)) {
            accumulator.add(RandomMatrix.rows(x, 0, 20));
            assertThat(accumulator.moments().n()).isEqualTo(20);
            accumulator.add(RandomMatrix.rows(x, 20, 50));
            assertThat(accumulator.moments().packedScatter())
                    .containsExactly(Moments.of(x).packedScatter(), within(1e-9));
            accumulator.clear();
            assertThat(accumulator.moments().n()).isZero();
            accumulator.add(x);
            assertThat(accumulator.moments().packedScatter())
                    .containsExactly(Moments.of(x).packedScatter(), within(1e-9));
        }
    }

    @Test
    void theMomentsOfOneRowMayBeAskedForBeforeItsGaussian() {
        Matrix one = floats(1, 300, 4);
        try (MomentsAccumulator accumulator = new MomentsAccumulator(D, 16)) {
            accumulator.add(one);
            assertThat(accumulator.moments().mean()).isEqualTo(one.values());
            assertThat(accumulator.gaussian(1e-9).mean()).isEqualTo(one.values());
        }
    }

    /** No float: a thousand times 0.1 is not 100 in double, and their mean not 0.1. */
    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {999, 1001})
    void manyEqualRowsDoNotVaryByEitherRoute(int features) {
        Matrix x = Matrix.zeros(1000, features);
        Arrays.fill(x.values(), 0.1);
        Gaussian found = Gaussian.of(x, 1e-9);
        assertThat(found.spectrum().isEmpty()).isTrue();
        assertThat(found.mean()).containsOnly(0.1);
    }

    @Test
    void aRowThatIsNoNumberIsNamedByItsFeature() {
        Matrix x = floats(5, 0, 8);
        x.values()[2 * D + 4] = Double.POSITIVE_INFINITY;
        assertThatThrownBy(() -> Moments.of(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Feature 4 is NaN or infinite in one of rows 0 to 4; leave such rows out");
    }

    @Test
    void rowsOfAnotherWidthAreRefused() {
        try (MomentsAccumulator accumulator = MomentsAccumulator.forRows(D, 5)) {
            assertThatThrownBy(() -> accumulator.add(FloatBuffer.allocate(D + 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("7 floats are no whole number of rows of 6");
            assertThatThrownBy(() -> accumulator.add(Matrix.zeros(1, D - 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Rows have 5 features, expected 6");
        }
    }

    /** Rows of float values about a mean, so that their double and their float32 form are the same numbers. */
    private static Matrix floats(int rows, float mean, long seed) {
        Matrix x = RandomMatrix.normal(rows, D, seed);
        for (int i = 0; i < x.values().length; i++) {
            x.values()[i] = (float) (mean + x.values()[i]);
        }
        return x;
    }

    /** The same rows as a table stores them. */
    private static FloatBuffer littleEndian(Matrix x) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * x.values().length).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : x.values()) {
            bytes.putFloat((float) value);
        }
        return bytes.flip().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
