package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class MomentsTest {

    @Test
    void threePointsByHand() {
        // Means 2 and 4; deviations (-1, -2), (0, -1), (1, 3): squares 2 and 14, product 2 + 0 + 3 = 5.
        Moments moments = Moments.of(Matrix.of(3, 2, new double[] {1, 2, 2, 3, 3, 7}));
        assertThat(moments.n()).isEqualTo(3);
        assertThat(moments.mean()).containsExactly(new double[] {2, 4}, within(1e-15));
        assertThat(moments.packedScatter()).containsExactly(new double[] {2, 5, 14}, within(1e-14));
        assertThat(moments.scatterTrace()).isCloseTo(16, within(1e-14));
        assertThat(moments.covariance().values()).containsExactly(new double[] {1, 2.5, 2.5, 7}, within(1e-14));
    }

    @ParameterizedTest(name = "seed {0}, split at {1} and {2}")
    @CsvSource({"1, 1, 2", "2, 5, 30", "3, 20, 20", "4, 0, 39", "5, 13, 40"})
    void mergingPartsEqualsOnePass(long seed, int first, int second) {
        Matrix x = RandomMatrix.normal(40, 7, seed);
        Moments a = Moments.of(RandomMatrix.rows(x, 0, first));
        Moments b = Moments.of(RandomMatrix.rows(x, first, second));
        Moments c = Moments.of(RandomMatrix.rows(x, second, 40));
        assertClose(a.merge(b).merge(c), Moments.of(x), 1e-12);
        assertClose(a.merge(b.merge(c)), Moments.of(x), 1e-12);
        assertClose(a.merge(b).add(RandomMatrix.rows(x, second, 40)), Moments.of(x), 1e-12);
    }

    @Test
    void theEmptyOneIsTheIdentity() {
        Moments moments = Moments.of(RandomMatrix.normal(5, 3, 1));
        assertThat(moments.merge(Moments.empty(3))).isSameAs(moments);
        assertThat(Moments.empty(3).merge(moments)).isSameAs(moments);
    }

    @ParameterizedTest(name = "mean {0}, standard deviation {1}")
    @CsvSource({"3000, 1", "100000, 0.001", "-3000, 10"})
    void aMeanFarFromZeroCostsNoDigitsThatTheRowsHave(double mean, double deviation) {
        Matrix z = RandomMatrix.normal(200, 4, 11);
        Matrix x = Matrix.zeros(200, 4);
        Matrix near = Matrix.zeros(200, 4);
        for (int i = 0; i < z.values().length; i++) {
            x.values()[i] = mean + deviation * z.values()[i];
            near.values()[i] = x.values()[i] - mean; // exact, both being close
        }
        Moments far = Moments.of(RandomMatrix.rows(x, 0, 90)).merge(Moments.of(RandomMatrix.rows(x, 90, 200)));
        double[] expected = Moments.of(near).packedScatter();
        // What is left is the rounding of the means, about 1e-11 at 1e5, against deviations of 1e-3.
        double scale = 200 * deviation * deviation;
        assertThat(far.packedScatter()).containsExactly(expected, within(1e-8 * scale));
    }

    @Test
    void covarianceOfOnePointIsUndefined() {
        assertThatThrownBy(() -> Moments.of(Matrix.zeros(1, 2)).covariance())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Covariance needs 2 rows, has 1");
    }

    @Test
    void momentsOfDifferentDimensionsDoNotMerge() {
        assertThatThrownBy(() -> Moments.empty(2).merge(Moments.empty(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot merge moments of dimension 2 and 3");
    }

    @Test
    void bytesGiveBackEveryBit() throws IOException {
        // 520 dimensions: a triangle of more than one megabyte.
        Moments moments = Moments.of(RandomMatrix.normal(3, 520, 2));
        Moments read = MomentsFormat.read(new ByteArrayInputStream(bytes(moments)));
        assertThat(read.n()).isEqualTo(3);
        assertThat(read.mean()).isEqualTo(moments.mean());
        assertThat(read.packedScatter()).isEqualTo(moments.packedScatter());
    }

    @Test
    void bytesThatEndEarlyOrAreSomethingElseAreRefused() throws IOException {
        byte[] bytes = bytes(Moments.of(RandomMatrix.normal(3, 2, 2)));
        byte[] truncated = Arrays.copyOf(bytes, bytes.length - 8);
        assertThatThrownBy(() -> MomentsFormat.read(new ByteArrayInputStream(truncated)))
                .isInstanceOf(EOFException.class)
                .hasMessage("Moments end after 2 of 3 numbers");
        assertThatThrownBy(() -> MomentsFormat.read(new ByteArrayInputStream(new byte[20])))
                .isInstanceOf(IOException.class)
                .hasMessage("No moments here: the bytes do not begin with OLM1");
    }

    private static byte[] bytes(Moments moments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MomentsFormat.write(moments, out);
        return out.toByteArray();
    }

    private static void assertClose(Moments found, Moments expected, double tolerance) {
        assertThat(found.n()).isEqualTo(expected.n());
        assertThat(found.mean()).containsExactly(expected.mean(), within(tolerance));
        assertThat(found.packedScatter()).containsExactly(expected.packedScatter(), within(40 * tolerance));
    }
}
