package outlayer.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.linalg.Matrix;
import outlayer.linalg.RandomMatrix;

class LogisticRegressionTest {

    /** Of x = 0 one in four is true, of x = 1 three in four: without penalty the logits are ln(1/3) and ln 3. */
    @Test
    void oneFeatureByHand() {
        Matrix x = Matrix.of(8, 1, new double[] {0, 0, 0, 0, 1, 1, 1, 1});
        boolean[] labels = {true, false, false, false, true, true, true, false};
        LogisticRegression found = LogisticRegression.fit(x, labels, 0);
        assertThat(found.intercept()).isCloseTo(-Math.log(3), within(1e-9));
        assertThat(found.weights()).containsExactly(new double[] {2 * Math.log(3)}, within(1e-9));
        assertThat(found.logits(Matrix.of(1, 1, new double[] {0.5}))).containsExactly(new double[] {0}, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void coefficientsEqualScikitLearns(Golden golden) {
        Matrix x = golden.features();
        LogisticRegression found = LogisticRegression.fit(x, golden.labels, golden.l2);
        double largest = Arrays.stream(golden.weights).map(Math::abs).max().orElseThrow();
        assertThat(found.weights()).containsExactly(golden.weights, within(1e-6 * largest));
        double[] logits = found.logits(x);
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            loss += Math.log1p(Math.exp(golden.labels[i] ? -logits[i] : logits[i])) / logits.length;
        }
        double squaredNorm = Arrays.stream(found.weights()).map(w -> w * w).sum();
        double penalty = golden.l2 * meanVariance(x) * squaredNorm;
        assertThat(loss + penalty).isCloseTo(golden.loss, within(1e-12));
        assertThat(found.intercept()).isCloseTo(golden.intercept, within(1e-6 * (1 + Math.abs(golden.intercept))));
    }

    @ParameterizedTest(name = "seed {0}, unit {1}")
    @CsvSource({"1, 1e-6", "2, 1e6", "3, 0.1"})
    void featuresInAnotherUnitGiveTheSameLogits(long seed, double unit) {
        Matrix x = RandomMatrix.normal(40, 6, seed);
        boolean[] labels = noisyLabels(x, seed);
        Matrix scaled = Matrix.zeros(40, 6);
        for (int i = 0; i < scaled.values().length; i++) {
            scaled.values()[i] = 5 * unit + unit * x.values()[i];
        }
        double[] logits = LogisticRegression.fit(x, labels, 1e-2).logits(x);
        assertThat(LogisticRegression.fit(scaled, labels, 1e-2).logits(scaled)).containsExactly(logits, within(1e-6));
    }

    /** The search by its definition: each fold's own rows in a matrix of their own, every fit from nothing. */
    @ParameterizedTest(name = "seed {0}, {1} rows, {2} features")
    @CsvSource({"1, 60, 3", "2, 40, 10", "3, 20, 30", "4, 100, 5"})
    void thePenaltyIsTheOneThatHeldOutRowsLikeBest(long seed, int n, int d) {
        Matrix x = RandomMatrix.normal(n, d, seed);
        boolean[] labels = noisyLabels(x, seed);
        Folds folds = Folds.deal(5, labels, seed);
        double best = Double.NaN;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= 10; i++) {
            double l2 = i == 10 ? 0 : Math.pow(10, 4 - 8 * i / 9.0);
            double loss = 0;
            for (int fold = 0; fold < 5; fold++) {
                loss += heldOutLoss(x, labels, folds.trainsOn(fold), l2);
            }
            if (loss < least) {
                least = loss;
                best = l2;
            }
        }
        LogisticRegression found =
                LogisticRegression.crossValidated(x, labels, folds).orElseThrow();
        assertThat(found.l2()).isEqualTo(best);
        assertThat(found.weights())
                .isEqualTo(LogisticRegression.fit(x, labels, best).weights());
    }

    @ParameterizedTest(name = "{0} features")
    @ValueSource(ints = {1, 3, 60})
    void separableLabelsWithoutPenaltyEndInFiniteWeightsThatSeparate(int d) {
        Matrix x = RandomMatrix.normal(30, d, 7);
        boolean[] labels = new boolean[30];
        for (int i = 0; i < 30; i++) {
            labels[i] = x.at(i, 0) > 0;
        }
        LogisticRegression found = LogisticRegression.fit(x, labels, 0);
        assertThat(found.weights()).doesNotContain(Double.NaN).doesNotContain(Double.POSITIVE_INFINITY);
        double[] logits = found.logits(x);
        for (int i = 0; i < 30; i++) {
            assertThat(logits[i] > 0).isEqualTo(labels[i]);
            assertThat(Math.abs(logits[i])).isLessThan(1e4);
        }
    }

    @ParameterizedTest(name = "value {0}, penalty {1}")
    @CsvSource({"0, 0", "3000.1, 0", "-7.3, 1"})
    void vectorsThatDoNotVaryGiveTheOddsOfTheLabels(double value, double l2) {
        Matrix x = Matrix.zeros(8, 3);
        Arrays.fill(x.values(), value);
        boolean[] labels = {true, true, false, false, false, false, false, false};
        LogisticRegression found = LogisticRegression.fit(x, labels, l2);
        assertThat(found.weights()).containsOnly(0);
        assertThat(found.intercept()).isCloseTo(-Math.log(3), within(1e-8));
    }

    @Test
    void aConstantFeatureHasNoWeight() {
        Matrix x = RandomMatrix.normal(30, 3, 5);
        for (int i = 0; i < 30; i++) {
            x.values()[3 * i + 1] = 4;
        }
        LogisticRegression found = LogisticRegression.fit(x, noisyLabels(x, 5), 1e-3);
        assertThat(found.weights()[1]).isCloseTo(0, within(1e-12));
    }

    @Test
    void oneLabelOnlyIsRefused() {
        assertThatThrownBy(() -> LogisticRegression.fit(Matrix.zeros(3, 2), new boolean[3], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A logistic regression needs both labels: of 3 rows 0 are true; report the group as n/a");
        Folds folds = Folds.deal(5, new boolean[9], 1);
        assertThat(LogisticRegression.crossValidated(Matrix.zeros(9, 2), new boolean[9], folds))
                .isEmpty();
    }

    @Test
    void oneRowOfEitherLabelCannotBeCrossValidated() {
        boolean[] labels = {true, false};
        Folds folds = Folds.deal(5, labels, 1);
        assertThat(LogisticRegression.crossValidated(RandomMatrix.normal(2, 3, 1), labels, folds))
                .isEmpty();
    }

    @Test
    void oneGroupOnlyCannotBeCrossValidated() {
        Matrix x = RandomMatrix.normal(9, 2, 1);
        Folds folds = Folds.dealGroups(5, Collections.nCopies(9, "the same question"), 1);
        assertThat(LogisticRegression.crossValidated(x, noisyLabels(x, 1), folds))
                .isEmpty();
    }

    @Test
    void brokenInputIsRefused() {
        Matrix x = RandomMatrix.normal(4, 2, 1);
        boolean[] labels = {true, false, true, false};
        assertThatThrownBy(() -> LogisticRegression.fit(x, new boolean[3], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("4 rows have 3 labels");
        assertThatThrownBy(() -> LogisticRegression.fit(x, labels, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A penalty is 0 or a positive number, found -1.0");
        LogisticRegression fitted = LogisticRegression.fit(x, labels, 1);
        assertThatThrownBy(() -> fitted.logits(Matrix.zeros(1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Vectors have 3 features, expected 2; was the fit made with another model?");
        x.values()[3] = Double.NaN;
        assertThatThrownBy(() -> LogisticRegression.fit(x, labels, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Feature 1 is NaN or infinite in one of rows 0 to 3; leave such rows out");
        assertThatThrownBy(() -> LogisticRegression.crossValidated(x, labels, Folds.deal(2, new boolean[5], 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Folds deal 5 rows, there are 4 labels");
    }

    private static double heldOutLoss(Matrix x, boolean[] labels, boolean[] used, double l2) {
        int n = 0;
        for (boolean flag : used) {
            n += flag ? 1 : 0;
        }
        Matrix train = Matrix.zeros(n, x.cols());
        boolean[] trainLabels = new boolean[n];
        int at = 0;
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                System.arraycopy(x.values(), i * x.cols(), train.values(), at * x.cols(), x.cols());
                trainLabels[at++] = labels[i];
            }
        }
        double ofAll = l2 * meanVariance(x) / meanVariance(train);
        double[] logits = LogisticRegression.fit(train, trainLabels, ofAll).logits(x);
        double loss = 0;
        for (int i = 0; i < used.length; i++) {
            loss += used[i] ? 0 : Math.log1p(Math.exp(labels[i] ? -logits[i] : logits[i]));
        }
        return loss;
    }

    private static boolean[] noisyLabels(Matrix x, long seed) {
        Random random = new Random(seed + 1000);
        boolean[] labels = new boolean[x.rows()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = x.at(i, 0) + 0.8 * random.nextGaussian() > 0;
        }
        labels[0] = true;
        labels[1] = false;
        return labels;
    }

    /** The trace of the population covariance over d. */
    private static double meanVariance(Matrix x) {
        return Centroid.of(x).scatterTrace() / x.rows() / x.cols();
    }

    static Stream<Golden> goldens() throws IOException {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(
                        LogisticRegressionTest.class.getResourceAsStream("logistic_regression_golden.json")),
                StandardCharsets.UTF_8)) {
            return Arrays.stream(new Gson().fromJson(reader, Golden[].class));
        }
    }

    /** One case of logistic_regression_golden.json, which logistic_regression_golden.py beside it makes. */
    @SuppressWarnings("ArrayRecordComponent") // read by Gson, never compared
    record Golden(double l2, double[][] x, boolean[] labels, double[] weights, double intercept, double loss) {

        Matrix features() {
            double[] values = Arrays.stream(x).flatMapToDouble(Arrays::stream).toArray();
            return Matrix.of(x.length, x[0].length, values);
        }

        @Override
        public String toString() {
            return "l2 %s, %d x %d".formatted(l2, x.length, x[0].length);
        }
    }
}
