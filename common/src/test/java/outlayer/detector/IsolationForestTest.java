package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.evaluate.RocAuc;
import outlayer.linalg.Arithmetic;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class IsolationForestTest {

    private static final Golden GOLDEN = GoldenFile.read("isolation_forest_golden.json", Golden.class);

    /** c(1) = 0, c(2) = 1, c(3) = 2 (ln 2 + 0.57721566) - 4/3 = 1.20739236 and c(256) = 2 (ln 255 + 0.57721566) - 2 255/256. */
    @Test
    void meanPathLengthsByHand() {
        assertThat(IsolationForest.averagePath(1)).isZero();
        assertThat(IsolationForest.averagePath(2)).isOne();
        assertThat(IsolationForest.averagePath(3)).isCloseTo(1.20739236, within(1e-8));
        assertThat(IsolationForest.averagePath(256))
                .isCloseTo(2 * (Math.log(255) + 0.57721566490) - 510.0 / 256, within(1e-9));
    }

    /** Any tree on two different vectors is one split between them: paths of 1, c(2) = 1, score 2^-1. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void twoVectorsScoreOneHalf(long seed) {
        Matrix two = Matrix.of(2, 3, new double[] {1, 5, 0, 1, 6, 2});
        assertThat(detector(two, new IsolationForestMethod(4, 256, seed)).score(two))
                .containsExactly(0.5, 0.5);
    }

    @Test
    void treesOfScikitLearnGiveItsScores() {
        List<double[]> nodes = new ArrayList<>();
        double[] roots = new double[GOLDEN.trees.length];
        for (int t = 0; t < roots.length; t++) {
            roots[t] = nodes.size();
            GOLDEN.trees[t].add(nodes);
        }
        Matrix matrix = GoldenFile.matrix(nodes.toArray(double[][]::new));
        Detector forest = new IsolationForest(IsolationForest.parameters(5, GOLDEN.sample, roots, matrix));
        assertThat(forest.score(GoldenFile.matrix(GOLDEN.test))).containsExactly(GOLDEN.scores, within(1e-9));
    }

    /** Scikit-learn's mean over 20 seeds of 100 trees, of which ours are five. */
    @Test
    void anomaliesAreFoundAsWellAsByScikitLearn() {
        Matrix fitted = GoldenFile.matrix(GOLDEN.fitted);
        Matrix tested = GoldenFile.matrix(GOLDEN.tested);
        boolean[] anomalous = new boolean[tested.rows()];
        Arrays.fill(anomalous, tested.rows() - GOLDEN.anomalies, tested.rows(), true);
        double sum = 0;
        for (long seed = 0; seed < 5; seed++) {
            double[] scores =
                    detector(fitted, new IsolationForestMethod(100, 256, seed)).score(tested);
            sum += RocAuc.of(scores, anomalous).orElseThrow().auc();
        }
        assertThat(sum / 5).isCloseTo(GOLDEN.auc, within(0.01));
    }

    /** With all of n vectors in each tree and no two equal, a fully grown tree has n leaves: at most 2 n - 1 nodes, both children in it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void treesAreNoHigherThanABalancedOne(long seed) {
        Matrix x = RandomMatrix.normal(100, 3, seed);
        Parameters fitted = new IsolationForestMethod(5, 64, seed).fit(FakeLayer.of(x));
        Matrix nodes = fitted.matrix("nodes");
        assertThat(nodes.rows()).isLessThanOrEqualTo(5 * (2 * 64 - 1));
        for (int i = 0; i < nodes.rows(); i++) {
            if (nodes.at(i, 0) == IsolationForest.LEAF) {
                assertThat(nodes.at(i, 1)).isBetween(1.0, 6 + IsolationForest.averagePath(59));
            } else {
                assertThat(nodes.at(i, 2)).isEqualTo(i + 1);
                assertThat(nodes.at(i, 3)).isBetween(i + 2.0, nodes.rows() - 1.0);
            }
        }
    }

    @Test
    void theSeedDecides() {
        Matrix x = RandomMatrix.normal(50, 4, 1);
        double[] once = detector(x, new IsolationForestMethod(20, 256, 7)).score(x);
        assertThat(detector(x, new IsolationForestMethod(20, 256, 7)).score(x)).isEqualTo(once);
        assertThat(detector(x, new IsolationForestMethod(20, 256, 8)).score(x)).isNotEqualTo(once);
    }

    /** Only feature 2 of 400 varies: every split is on it. */
    @Test
    void featuresThatDoNotVaryAreSkipped() {
        Matrix x = Matrix.zeros(20, 400);
        for (int i = 0; i < 20; i++) {
            x.values()[i * 400 + 2] = i;
        }
        Matrix nodes = new IsolationForestMethod(3, 256, 1).fit(FakeLayer.of(x)).matrix("nodes");
        for (int i = 0; i < nodes.rows(); i++) {
            assertThat(nodes.at(i, 0)).isIn(2.0, (double) IsolationForest.LEAF);
        }
        assertThat(nodes.rows()).isGreaterThan(3);
    }

    @Test
    void aForestWithoutTreesIsRefused() {
        assertThatThrownBy(() -> new IsolationForestMethod(0, 256, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An isolation forest has 1 tree or more on samples of 2 or more, found 0 and 256");
    }

    private static Detector detector(Matrix trusted, IsolationForestMethod method) {
        return FakeLayer.of(trusted).detector(method, Arithmetic.FLOAT64);
    }

    /** The content of isolation_forest_golden.json. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(
            int sample,
            Tree[] trees,
            double[][] test,
            double[] scores,
            double[][] fitted,
            double[][] tested,
            int anomalies,
            double auc) {}

    /** A tree as scikit-learn has it; a leaf has no children, -1. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Tree(int[] feature, double[] threshold, int[] left, int[] right, int[] samples) {

        void add(List<double[]> nodes) {
            int root = nodes.size();
            int[] depth = new int[left.length];
            for (int i = 0; i < left.length; i++) {
                if (left[i] < 0) {
                    nodes.add(IsolationForest.leaf(depth[i] + IsolationForest.averagePath(samples[i])));
                } else {
                    depth[left[i]] = depth[i] + 1;
                    depth[right[i]] = depth[i] + 1;
                    nodes.add(IsolationForest.split(feature[i], threshold[i], root + left[i], root + right[i]));
                }
            }
        }
    }
}
