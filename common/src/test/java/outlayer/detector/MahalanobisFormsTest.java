package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;
import outlayer.stats.Gaussian;
import outlayer.stats.LedoitWolf;

/** The distances that differ from {@link Mahalanobis} in the covariance they take. */
class MahalanobisFormsTest {

    /** Variances 5/3 of both features, eigenvalue 3 along (1, 1) and 1/3 along (1, -1), as in MahalanobisTest. */
    private static final Matrix FOUR = Matrix.of(4, 2, new double[] {1.5, 1.5, -1.5, -1.5, 0.5, -0.5, -0.5, 0.5});

    /** (2, 0): (4 / (5/3)) / 2 = 6/5 by the diagonal; 10/3 by all; 10/3 - 6/5 = 32/15 by their difference; (2 / 3) / 2 along (1, 1). */
    @Test
    void twoFeaturesByHand() {
        Matrix x = Matrix.of(1, 2, new double[] {2, 0});
        assertThat(score(new MahalanobisDiagonalMethod(1e-3), x)).isCloseTo(6.0 / 5, within(1e-13));
        assertThat(score(new MahalanobisRelativeMethod(1e-3), x)).isCloseTo(32.0 / 15, within(1e-13));
        assertThat(score(new MahalanobisPcaMethod(1), x)).isCloseTo(1.0 / 3, within(1e-13));
    }

    /**
     * C over n is [[5/4, 1], [1, 5/4]] with |C|^2 = 2 (25/16 + 1) = 41/8 and m = 5/4. The |x|^2 are 9/2, 9/2, 1/2, 1/2, so that
     * mean |x|^4 = 41/4 and b = (41/4 - 41/8) / 4 = 41/32; a = 41/8 - 2 (25/16) = 2; s = 41/64. Eigenvalues 9/4 and 1/4 become
     * 23/64 9/4 + 41/64 5/4 = 412/256 and 23/64 1/4 + 41/64 5/4 = 228/256, so (2, 0) scores (2 256/412 + 2 256/228) / 2.
     */
    @Test
    void shrinkageByHand() {
        LedoitWolf shrinkage = LedoitWolf.of(Gaussian.of(FOUR, 1e-5), FOUR);
        assertThat(shrinkage.intensity()).isCloseTo(41.0 / 64, within(1e-14));
        assertThat(shrinkage.meanVariance()).isCloseTo(5.0 / 4, within(1e-14));
        assertThat(score(new MahalanobisShrunkMethod(), Matrix.of(1, 2, new double[] {2, 0})))
                .isCloseTo(256.0 / 412 + 256.0 / 228, within(1e-13));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void formsEqualNumPyAndScikitLearn(Golden golden) {
        check(golden, new MahalanobisRelativeMethod(golden.rcond), golden.relative, golden.full);
        check(golden, new MahalanobisDiagonalMethod(golden.rcond), golden.diagonal, golden.diagonal);
        check(golden, new MahalanobisPcaMethod(golden.components), golden.pca, golden.pca);
        check(golden, new MahalanobisShrunkMethod(), golden.shrunk, golden.shrunk);
        Matrix trusted = GoldenFile.matrix(golden.trusted);
        assertThat(LedoitWolf.of(Gaussian.of(trusted, 1e-12), trusted).intensity())
                .isCloseTo(golden.intensity, within(1e-9));
    }

    /** @param scale what tolerances are relative to: of a difference, the first of its terms */
    private static void check(Golden golden, Method method, double[] expected, double[] scale) {
        FakeLayer layer = new FakeLayer(GoldenFile.matrix(golden.trusted), 1e-9);
        Matrix test = GoldenFile.matrix(golden.test);
        double[] exact = layer.detector(method, Arithmetic.FLOAT64).score(test);
        double[] rounded = layer.detector(method, Arithmetic.FLOAT32).score(test);
        for (int i = 0; i < expected.length; i++) {
            double unit = Math.max(Math.abs(scale[i]), Math.abs(expected[i]));
            assertThat(exact[i]).as(method.name()).isCloseTo(expected[i], within(1e-6 * unit));
            assertThat(rounded[i]).as(method.name()).isCloseTo(expected[i], within(1e-4 * unit));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void allComponentsAreTheWholeDistance(long seed) {
        Matrix trusted = RandomMatrix.normal(20, 6, seed);
        Matrix x = RandomMatrix.normal(5, 6, seed + 100);
        FakeLayer layer = FakeLayer.of(trusted);
        assertThat(layer.detector(new MahalanobisPcaMethod(99), Arithmetic.FLOAT64)
                        .score(x))
                .isEqualTo(layer.detector(new MahalanobisMethod(1e-5), Arithmetic.FLOAT64)
                        .score(x));
    }

    /** A rotation of all vectors changes neither C's eigenvalues nor trace, so neither s nor the distance. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void shrinkageDoesNotDependOnTheAxes(long seed) {
        Matrix trusted = RandomMatrix.normal(7, 12, seed);
        Matrix x = RandomMatrix.normal(4, 12, seed + 100);
        double[] before = score(trusted, x);
        double[] after = score(turned(trusted), turned(x));
        assertThat(after).containsExactly(before, within(1e-9));
    }

    private static double[] score(Matrix trusted, Matrix x) {
        return FakeLayer.of(trusted)
                .detector(new MahalanobisShrunkMethod(), Arithmetic.FLOAT64)
                .score(x);
    }

    /** By 0.7 in the plane of features 0 and 5. */
    private static Matrix turned(Matrix x) {
        Matrix turned = Matrix.of(x.rows(), x.cols(), x.values().clone());
        for (int i = 0; i < x.rows(); i++) {
            int at = i * x.cols();
            turned.values()[at] = Math.cos(0.7) * x.at(i, 0) - Math.sin(0.7) * x.at(i, 5);
            turned.values()[at + 5] = Math.sin(0.7) * x.at(i, 0) + Math.cos(0.7) * x.at(i, 5);
        }
        return turned;
    }

    /** Eigenvalues below the cut-off count with the mean of theirs: as if they were equal, which here they are. */
    @Test
    void directionsThatTheSpectrumLeftOutShareTheirVariance() {
        double small = 1e-3;
        Matrix trusted =
                Matrix.of(6, 3, new double[] {1, 0, 0, -1, 0, 0, 0, small, 0, 0, -small, 0, 0, 0, small, 0, 0, -small});
        Matrix x = RandomMatrix.normal(3, 3, 9);
        double[] whole = new FakeLayer(trusted, 1e-9)
                .detector(new MahalanobisShrunkMethod(), Arithmetic.FLOAT64)
                .score(x);
        double[] cut = new FakeLayer(trusted, 1e-3)
                .detector(new MahalanobisShrunkMethod(), Arithmetic.FLOAT64)
                .score(x);
        for (int i = 0; i < 3; i++) {
            assertThat(cut[i]).isCloseTo(whole[i], within(1e-9 * whole[i]));
        }
    }

    @Test
    void namesAndParameters() {
        assertThat(Stream.of(
                                new MahalanobisRelativeMethod(1e-3),
                                new MahalanobisDiagonalMethod(1e-5),
                                new MahalanobisPcaMethod(8),
                                new MahalanobisShrunkMethod())
                        .map(method -> method.name() + " " + method.params()))
                .containsExactly(
                        "mahalanobis-relative rcond=1e-3",
                        "mahalanobis-diagonal rcond=1e-5",
                        "mahalanobis-pca components=8",
                        "mahalanobis-shrunk ");
    }

    @Test
    void noComponentIsNoMethod() {
        assertThatThrownBy(() -> new MahalanobisPcaMethod(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mahalanobis-pca takes 1 component or more, found 0");
    }

    private static double score(Method method, Matrix x) {
        return FakeLayer.of(FOUR).detector(method, Arithmetic.FLOAT64).score(x)[0];
    }

    static Stream<Golden> goldens() {
        return Arrays.stream(GoldenFile.read("mahalanobis_forms_golden.json", Golden[].class));
    }

    /** One case of mahalanobis_forms_golden.json. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(
            double rcond,
            int components,
            double[][] trusted,
            double[][] test,
            double[] relative,
            double[] full,
            double[] diagonal,
            double[] pca,
            double intensity,
            double[] shrunk) {

        @Override
        public String toString() {
            return "%d x %d".formatted(trusted.length, trusted[0].length);
        }
    }
}
