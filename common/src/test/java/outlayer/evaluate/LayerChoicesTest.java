package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerChoicesTest {

    private static final ResultKey KEY = new ResultKey("tiny", "addition", "quirky", "demo-1", "ab12", 17);
    private static final double[] SHIFTS = {0, 0.4, 1.5, 0.8};

    private final Map<ScoreKey, double[]> calibration = new HashMap<>();
    private final Map<ScoreKey, double[]> untrusted = new HashMap<>();
    private final List<TestExample> examples = new ArrayList<>();
    private final List<ScoreColumn> test = new ArrayList<>();

    /**
     * Both layers part all untrusted scores from all of calibration, 1, 2, 3 of mean 2 and variance 2/3: their contrast is 1. The mean of
     * 5, 6, 7 lies 4 / sqrt(2/3) = 4.899 above, that of 10, 20, 30 lies 22.05; so it is layer 2.
     */
    @Test
    void ofLayersThatContrastAlikeTheOneOfLargestMarginIsChosen() {
        calibration.put(layer("1"), new double[] {1, 2, 3});
        untrusted.put(layer("1"), new double[] {5, 6, 7});
        calibration.put(layer("2"), new double[] {1, 2, 3});
        untrusted.put(layer("2"), new double[] {10, 20, 30});
        test(2, new double[][] {});
        test.add(ScoreColumn.of(layer("1"), new double[] {1, 2, 3, 4}, ""));
        test.add(ScoreColumn.of(layer("2"), new double[] {1, 3, 2, 4}, ""));

        LayerChoiceRow row = choices().get(0);

        assertThat(row.candidates()).isEqualTo(2);
        assertThat(row.chosenLayer()).isEqualTo("2");
        assertThat(row.margin()).isCloseTo(18 / Math.sqrt(2.0 / 3), within(1e-12));
        assertThat(row.contrast()).isEqualTo(1);
    }

    @Test
    void anExampleWithoutAScoreOnOneLayerIsLeftOutOnAll() {
        twoLayers();
        untrusted.put(layer("1"), new double[] {1, 4, 9});
        untrusted.put(layer("2"), new double[] {0, 3, Double.NaN});

        assertThat(choices().get(0).nUntrusted()).isEqualTo(2);
        assertThat(choices().get(0).contrast()).isEqualTo(0.75);
    }

    /**
     * Layer 1: untrusted 1, 4 over calibration 0, 2: one of 1's pairs and both of 4's are won, contrast 3/4. Layer 2: 0, 3 over 1, 2:
     * 2/4. From so few examples these are alike; the margins are (2.5 - 1) / 1 and 0. So layer 1 is chosen. On the test part it has the AUC
     * of 1, 3 | 2, 4, which is 3/4, while layer 2 has 1: the best by labels that the choice does not see.
     */
    @Test
    void theLayerIsChosenWhateverTheLabelsSay() {
        twoLayers();

        LayerChoiceRow row = choices().get(0);

        assertThat(row.layers()).isEqualTo(2);
        assertThat(row.margin()).isEqualTo(1.5);
        assertThat(row.nCalibration()).isEqualTo(2);
        assertThat(row.nUntrusted()).isEqualTo(2);
        assertThat(row.chosenLayer()).isEqualTo("1");
        assertThat(row.contrast()).isEqualTo(0.75);
        assertThat(row.chosenAuc()).isEqualTo(0.75);
        assertThat(row.bestLayerByTestLabels()).isEqualTo("2");
        assertThat(row.bestAucByTestLabels()).isEqualTo(1);
        assertThat(row.aucOfMean()).isNull();
        assertThat(row.note()).startsWith("weak choice");
    }

    /** Untrusted = calibration's scores and those of anomalies, a share s: C = (1 - s) / 2 + s A to the last digit. */
    @ParameterizedTest(name = "seed {0}, {1} anomalies")
    @CsvSource({"1, 5", "2, 60", "3, 200"})
    void theContrastOfAMixtureIsTheAreaOfItsAnomaliesShrunkTowardsOneHalf(long seed, int anomalies) {
        Random random = new Random(seed);
        double[] normal = normals(random, 100, 0);
        double[] strange = normals(random, anomalies, 1);
        calibration.put(layer("1"), normal);
        untrusted.put(layer("1"), joined(normal, strange));
        boolean[] labels = new boolean[100 + anomalies];
        Arrays.fill(labels, 100, labels.length, true);
        double area = RocAuc.of(joined(normal, strange), labels).orElseThrow().auc();
        test(100, new double[][] {joined(normal, strange)});

        double share = anomalies / (100.0 + anomalies);
        assertThat(choices().get(0).contrast()).isCloseTo((1 - share) / 2 + share * area, within(1e-12));
    }

    /** Four layers of areas Phi(shift / sqrt 2); 30 % of 600 untrusted examples are anomalies. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whereAnomaliesAreManyTheBestLayerIsFoundWithoutLabels(long seed) {
        simulate(seed, 0.3);

        LayerChoiceRow row = choices().get(0);

        assertThat(row.chosenLayer()).isEqualTo("2").isEqualTo(row.bestLayerByTestLabels());
        assertThat(row.chosenAuc()).isEqualTo(row.bestAucByTestLabels());
        assertThat(row.contrastLow()).isGreaterThan(0.5);
        assertThat(row.note()).isEmpty();
    }

    /** Any layer is as good as another: that of the largest noise is taken, and no labels are looked at to do better. */
    @Test
    void withoutAnomaliesTheChoiceIsSaidToBeWeak() {
        simulate(4, 0);

        assertThat(choices().get(0).note()).startsWith("weak choice: untrusted scores do not lie above");
    }

    /**
     * Untrusted scores lie 10 above 0, ..., 39 on layer 1 and 4 above on layer 2, whose margin one far score makes the larger: contrasts of
     * about 0.72 and 0.6, too few scores to tell them apart, and an interval about the second that takes in one half.
     */
    @Test
    void aWeakChoiceIsOneOfALayerThatShowsNothingWhateverOthersShow() {
        calibration.put(layer("1"), shuffled(1, 0));
        untrusted.put(layer("1"), shuffled(1, 10));
        calibration.put(layer("2"), shuffled(17, 0));
        untrusted.put(layer("2"), shuffled(23, 4));
        Objects.requireNonNull(untrusted.get(layer("2")))[7] = 1e6;
        test(2, new double[][] {});
        test.add(ScoreColumn.of(layer("1"), new double[] {1, 2, 3, 4}, ""));
        test.add(ScoreColumn.of(layer("2"), new double[] {1, 3, 2, 4}, ""));

        LayerChoiceRow row = choices().get(0);

        assertThat(row.candidates()).isEqualTo(2);
        assertThat(row.chosenLayer()).isEqualTo("2");
        assertThat(row.contrastLow()).isLessThan(0.5);
        assertThat(row.note())
                .isEqualTo("weak choice: untrusted scores do not lie above those of calibration at the chosen layer,"
                        + " with 95 % confidence");
    }

    /** 0, ..., 39 in some order, and so much more. */
    private static double[] shuffled(int step, double more) {
        return IntStream.range(0, 40).mapToDouble(i -> i * step % 40 + more).toArray();
    }

    @Test
    void withoutThePartThereIsNoChoiceButTheOptimisticOneIsThere() {
        twoLayers();

        LayerChoiceRow row = new LayerChoices(
                        KEY,
                        UnlabelledScores.of(calibration),
                        UnlabelledScores.missing("the part untrusted is not scored"))
                .of(judged())
                .get(0);

        assertThat(row.chosenLayer()).isNull();
        assertThat(row.contrast()).isNull();
        assertThat(row.chosenAuc()).isNull();
        assertThat(row.bestLayerByTestLabels()).isEqualTo("2");
        assertThat(row.note()).isEqualTo("n/a: the part untrusted is not scored");
    }

    @Test
    void aLayerThatOnePartHasNoScoreOfIsNotChosen() {
        twoLayers();
        calibration.remove(layer("1"));

        assertThat(choices().get(0).chosenLayer()).isEqualTo("2");
        assertThat(choices().get(0).layers()).isEqualTo(1);
    }

    @Test
    void whatTheFitSawIsSaid() {
        ScoreKey offline = ScoreKey.of("activations", "quantum-entropy", "alpha=4", "offline", "1");
        Random random = new Random(2);
        calibration.put(offline, normals(random, 100, 0));
        untrusted.put(offline, normals(random, 100, 3));
        test(2, new double[][] {});
        test.add(ScoreColumn.of(offline, new double[] {1, 2, 3, 4}, ""));

        assertThat(choices().get(0).note()).isEqualTo("offline: its fit saw more than trusted examples");
    }

    private void twoLayers() {
        calibration.put(layer("1"), new double[] {0, 2});
        untrusted.put(layer("1"), new double[] {1, 4});
        calibration.put(layer("2"), new double[] {1, 2});
        untrusted.put(layer("2"), new double[] {0, 3});
        test(2, new double[][] {});
        test.add(ScoreColumn.of(layer("1"), new double[] {1, 3, 2, 4}, ""));
        test.add(ScoreColumn.of(layer("2"), new double[] {1, 2, 3, 4}, ""));
    }

    private void simulate(long seed, double share) {
        Random random = new Random(seed);
        double[][] scores = new double[SHIFTS.length][];
        int anomalies = (int) (600 * share);
        for (int l = 0; l < SHIFTS.length; l++) {
            ScoreKey key = layer(Integer.toString(l));
            calibration.put(key, normals(random, 400, 0));
            untrusted.put(key, joined(normals(random, 600 - anomalies, 0), normals(random, anomalies, SHIFTS[l])));
            scores[l] = joined(normals(random, 300, 0), normals(random, 300, SHIFTS[l]));
        }
        test(300, scores);
    }

    /** The first so many are normal, and as many as they, or more, anomalous. */
    private void test(int normals, double[][] scores) {
        int size = scores.length == 0 ? 2 * normals : scores[0].length;
        for (int i = 0; i < size; i++) {
            examples.add(new TestExample("q" + i, "n" + i, i >= normals, true, i % 2 == 0, 0));
        }
        for (int l = 0; l < scores.length; l++) {
            test.add(ScoreColumn.of(layer(Integer.toString(scores.length == 1 ? 1 : l)), scores[l], ""));
        }
    }

    private List<LayerChoiceRow> choices() {
        return new LayerChoices(KEY, UnlabelledScores.of(calibration), UnlabelledScores.of(untrusted)).of(judged());
    }

    private List<AucRow> judged() {
        return GroupEvaluation.of(KEY, examples, test, List.of()).auc();
    }

    private static ScoreKey layer(String layer) {
        return ScoreKey.of("activations", "mahalanobis", "rcond=0.001", "online", layer);
    }

    private static double[] normals(Random random, int n, double mean) {
        return random.doubles(n).map(ignored -> mean + random.nextGaussian()).toArray();
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
