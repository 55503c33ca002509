package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

/** The methods that ask for the nearest trusted vectors: knn, lof and lof-batch. */
class NeighboursTest {

    /** 1500 rows pass through two blocks. The k nearest distances are the first k of all distances in order. */
    @ParameterizedTest(name = "seed {0}, {1} points, {2} features, {3} rows, k = {4}")
    @CsvSource({"1, 200, 5, 40, 7", "2, 30, 60, 1500, 3", "3, 6, 2, 10, 6", "4, 40, 3, 10, 1"})
    void nearestAreTheFirstOfAllDistances(long seed, int n, int d, int m, int k) {
        Matrix points = RandomMatrix.normal(n, d, seed);
        Matrix x = RandomMatrix.normal(m, d, seed + 100);
        Nearest nearest =
                Neighbours.of(Neighbours.store(points), Arithmetic.FLOAT32).of(x, k);
        for (int i = 0; i < m; i++) {
            double[] all = new double[n];
            for (int j = 0; j < n; j++) {
                all[j] = distance(x, i, points, j);
            }
            for (int rank = 0; rank < k; rank++) {
                assertThat(nearest.distance(i, rank))
                        .isCloseTo(distance(x, i, points, nearest.index(i, rank)), within(1e-12));
            }
            Arrays.sort(all);
            assertThat(nearest.kDistance(i)).isCloseTo(all[k - 1], within(1e-12));
        }
    }

    /**
     * Two clusters a thousand times farther apart than their points are: float32 products tell nothing of the distances within one, so
     * that the search must look at all.
     */
    @ParameterizedTest
    @EnumSource(Arithmetic.class)
    void neighboursThatRoundingHidesAreFound(Arithmetic arithmetic) {
        Matrix points = RandomMatrix.normal(80, 3, 5);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = 1e-3 * points.values()[i] + (i < 120 ? 1 : -1);
        }
        Parameters stored = Neighbours.store(points);
        Nearest nearest = Neighbours.of(stored, arithmetic).of(points, 3);
        Nearest others = Neighbours.among(stored, 2);
        for (int i = 0; i < 80; i++) {
            double[] all = new double[80];
            for (int j = 0; j < 80; j++) {
                all[j] = distance(points, i, points, j);
            }
            Arrays.sort(all);
            assertThat(nearest.index(i, 0)).isEqualTo(i);
            assertThat(nearest.distance(i, 0)).isZero();
            assertThat(nearest.kDistance(i)).isCloseTo(all[2], within(1e-12));
            assertThat(others.kDistance(i)).isCloseTo(all[2], within(1e-12));
            assertThat(others.index(i, 0)).isEqualTo(nearest.index(i, 1));
        }
    }

    private static double distance(Matrix a, int i, Matrix b, int j) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
            sum += Math.pow(a.at(i, k) - b.at(j, k), 2);
        }
        return Math.sqrt(sum);
    }

    /**
     * Points 0, 1, 3 and 7, k = 2. k-distances 3, 2, 3, 6. Densities: of 0, 1 / mean(max(1, 2), max(3, 3)) = 2/5; of 1, 1 / mean(max(1, 3),
     * max(2, 3)) = 1/3; of 3, 1 / mean(max(2, 2), max(3, 3)) = 2/5. The neighbours of 2 are 1 and 3, at 1: density 1 / mean(max(1, 2),
     * max(1, 3)) = 2/5, so it scores (1/3 + 2/5) / 2 / (2/5) = 11/12.
     */
    @Test
    void lofOfOneFeatureByHand() {
        Matrix trusted = Matrix.of(4, 1, new double[] {0, 1, 3, 7});
        Matrix x = Matrix.of(1, 1, new double[] {2});
        assertThat(score(new LofMethod(2), trusted, x)).containsExactly(new double[] {11.0 / 12}, within(1e-9));
        assertThat(score(new KnnMethod(2), trusted, x)).containsExactly(new double[] {1}, within(1e-14));
        assertThat(score(new KnnMethod(3, KnnMethod.Distance.MEAN), trusted, x))
                .containsExactly(new double[] {4.0 / 3}, within(1e-14));
    }

    /**
     * The same points with 2 and 2.5 as a batch, k = 2: neighbours of 2 are 2.5 (at 0.5) and 1 or 3 (at 1; the first counts). k-distances: 2
     * has 1; 2.5 has 2 (0.5) and 3 (0.5), so 0.5; 1 has 0 (1) and 2 (1), so 1. Score 1 (1/0.5 + 1/1) / 2 = 1.5, less the 1e-4.
     */
    @Test
    void thePublishedFormCountsTheBatch() {
        Matrix trusted = Matrix.of(4, 1, new double[] {0, 1, 3, 7});
        Matrix together = Matrix.of(2, 1, new double[] {2, 2.5});
        double expected = 1.0001 * (1 / 0.5001 + 1 / 1.0001) / 2;
        assertThat(score(new LofBatchMethod(2, 7), trusted, together)[0]).isCloseTo(expected, within(1e-12));
        double[] apart = score(new LofBatchMethod(2, 1), trusted, together);
        assertThat(apart[0]).isNotCloseTo(expected, within(1e-3));
        assertThat(apart[1])
                .isEqualTo(score(new LofBatchMethod(2, 7), trusted, Matrix.of(1, 1, new double[] {2.5}))[0]);
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void scoresEqualScikitLearnsAndThePublishedOnes(Golden golden) {
        check(golden, new LofMethod(golden.k), golden.lof);
        check(golden, new LofBatchMethod(golden.k, golden.batch), golden.published);
        check(golden, new KnnMethod(golden.k), golden.kth);
        check(golden, new KnnMethod(golden.k, KnnMethod.Distance.MEAN), golden.mean);
    }

    private static void check(Golden golden, Method method, double[] expected) {
        FakeLayer layer = FakeLayer.of(GoldenFile.matrix(golden.trusted));
        for (Arithmetic arithmetic : Arithmetic.values()) {
            double[] found = layer.detector(method, arithmetic).score(GoldenFile.matrix(golden.test));
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).as(method.name()).isCloseTo(expected[i], within(1e-6 * expected[i]));
            }
        }
    }

    @Test
    void namesAndParameters() {
        assertThat(Stream.of(
                                new KnnMethod(20),
                                new KnnMethod(20, KnnMethod.Distance.MEAN),
                                new LofMethod(20),
                                new LofBatchMethod(20, 7))
                        .map(method -> method.name() + " " + method.params()))
                .containsExactly("knn k=20", "knn k=20,distance=mean", "lof k=20", "lof-batch k=20,batch=7");
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThatThrownBy(() -> new LofMethod(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("k is a number of neighbours, 1 or more, found 0");
        assertThatThrownBy(() -> new LofBatchMethod(20, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch is a number of vectors, 1 or more, found 0");
    }

    private static double[] score(Method method, Matrix trusted, Matrix x) {
        return FakeLayer.of(trusted).detector(method, Arithmetic.FLOAT64).score(x);
    }

    static Stream<Golden> goldens() {
        return Arrays.stream(GoldenFile.read("neighbours_golden.json", Golden[].class));
    }

    /** One case of neighbours_golden.json. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(
            String name,
            int k,
            int batch,
            double[][] trusted,
            double[][] test,
            double[] lof,
            double[] published,
            double[] kth,
            double[] mean) {

        @Override
        public String toString() {
            return name;
        }
    }
}
