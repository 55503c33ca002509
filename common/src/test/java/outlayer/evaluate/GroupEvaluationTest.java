package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GroupEvaluationTest {

    private static final ResultKey KEY = new ResultKey("tiny", "addition", "quirky", "demo-1", "ab12", 17);

    /** Alice's and Bob's prompts of three questions; the labels differ on the first two. */
    private static final List<TestExample> EXAMPLES = List.of(
            new TestExample("q1", "Fiona", false, true, false, 1),
            new TestExample("q2", "Kevin", false, false, true, 1),
            new TestExample("q3", "Fiona", false, false, false, 1),
            new TestExample("q1", "Brian", true, true, false, 1),
            new TestExample("q2", "Brian", true, false, true, 1),
            new TestExample("q3", "Kara", true, false, false, 1));

    private static final double[] LAYER_1 = {1, 2, 3, 4, 5, 6};
    private static final double[] LAYER_2 = {1, 5, 3, 2, 5, 4};

    @Test
    void everyColumnHasARowOnEverySubset() {
        ScoreColumn mean = ScoreColumn.of(key("1").aggregate("mean"), new double[] {1, 3.5, 3, 3, 5, 5}, "");
        List<AucRow> rows =
                evaluate(column("1", LAYER_1), column("2", LAYER_2), mean).auc();
        assertThat(rows.stream().map(row -> row.cell().score().layer()))
                .containsExactly("1", "1", "1", "2", "2", "2", "aggregate", "aggregate", "aggregate");
        assertThat(rows.stream().map(row -> row.cell().subset()).limit(3)).containsExactly("all", "agree", "disagree");
        assertThat(rows.stream().map(row -> row.cell().score().aggregation()).distinct())
                .containsExactly("", "mean");
        assertThat(rows.get(0).auc()).isEqualTo(1);
        // Layer 2: 2 beats 1; 5 beats 1, 3 and ties 5; 4 beats 1, 3: (1 + 2.5 + 2) / 9.
        assertThat(rows.get(3).auc()).isCloseTo(5.5 / 9, within(1e-15));
        // 1, 3.5, 3 | 3, 5, 5: 3 beats 1 and ties 3; the others beat all: 7.5 / 9.
        assertThat(rows.get(6).auc()).isCloseTo(7.5 / 9, within(1e-15));
    }

    @Test
    void oneRowByEveryCell() {
        // Intervals by Newcombe: (1 - t) / t = 1.96^2 [2 N - 1 - (3 N - 3) / ((2 - t)(1 + t))] / N^2, N = 3 examples or
        // questions a class, N = 2 names.
        AucRow row = evaluate(column("1", LAYER_1)).auc().get(0);
        assertThat(row.cells())
                .containsExactly(
                        "tiny",
                        "addition",
                        "quirky",
                        "activations",
                        "mahalanobis",
                        "rcond=0.001",
                        "online",
                        "1",
                        "",
                        "all",
                        "3",
                        "3",
                        "1",
                        "0.501019",
                        "1",
                        "0.501019",
                        "1",
                        "0.385636",
                        "1",
                        "1",
                        "1",
                        "1",
                        "demo-1",
                        "17",
                        "",
                        "ab12",
                        "1");
    }

    @Test
    void subsetsTakeTheirExamplesOnly() {
        List<AucRow> rows = evaluate(column("2", LAYER_2)).auc();
        assertThat(rows.get(1).nNormal()).isEqualTo(1);
        assertThat(rows.get(1).auc()).isEqualTo(1); // 4 beats 3
        assertThat(rows.get(1).aucLow()).isNull();
        assertThat(rows.get(1).note())
                .isEqualTo("one example in a class: no interval; one question in a class: no interval by question; "
                        + "one name in a class: no interval by name");
        assertThat(rows.get(2).nAnomalous()).isEqualTo(2);
        assertThat(rows.get(2).auc()).isCloseTo(2.5 / 4, within(1e-15));
    }

    @Test
    void aLayerWithoutVarianceIsARowWithItsNote() {
        ScoreColumn constant = ScoreColumn.notApplicable(key("0"), "layer has no variance");
        AucRow row = evaluate(constant, column("2", LAYER_2)).auc().get(0);
        assertThat(row.auc()).isNull();
        assertThat(row.averagePrecision()).isNull();
        assertThat(row.normalsLeft()).isNull();
        assertThat(row.nNormal()).isEqualTo(3);
        assertThat(row.note()).isEqualTo("layer has no variance");
    }

    @Test
    void aSubsetOfOneClassHasAnEmptyAreaAndANote() {
        List<TestExample> normalOnly = EXAMPLES.subList(0, 3);
        AucRow row = GroupEvaluation.of(KEY, normalOnly, List.of(column("1", new double[] {1, 2, 3})), List.of())
                .auc()
                .get(0);
        assertThat(row.auc()).isNull();
        assertThat(row.nAnomalous()).isZero();
        assertThat(row.note()).isEqualTo("no anomalous example");
    }

    @Test
    void anExampleWithoutAScoreIsLeftOutAndCounted() {
        AucRow row = evaluate(column("1", new double[] {1, 2, Double.NaN, 4, 5, 6}))
                .auc()
                .get(0);
        assertThat(row.nNormal()).isEqualTo(2);
        assertThat(row.auc()).isEqualTo(1);
        assertThat(row.note()).isEqualTo("examples without a score left out: 1");
    }

    /** 13 features by 5 detectors: 13 x 10 pairs have their feature in common, 5 x 78 their detector; all pairs would be 2,080. */
    @Test
    void ofVeryManyAggregatesThosePairsAreComparedThatDifferInOneThing() {
        List<ScoreColumn> columns = new ArrayList<>();
        for (int feature = 0; feature < 13; feature++) {
            for (int detector = 0; detector < 5; detector++) {
                ScoreKey key = ScoreKey.of("f" + feature, "d" + detector, "", "online", ScoreKey.ALL);
                columns.add(ScoreColumn.of(feature == 0 ? key : key.aggregate("mean"), LAYER_1, ""));
            }
        }

        List<ComparisonRow> rows = evaluate(columns.toArray(ScoreColumn[]::new)).comparisons();

        assertThat(rows).hasSize(3 * 520);
        assertThat(rows.get(0).family())
                .isEqualTo(
                        "aggregates by mean that differ in feature or detector alone of tiny/addition/quirky, subset all: 520 pairs");
        assertThat(rows)
                .anySatisfy(row -> assertThat(List.of(row.first(), row.second()))
                        .containsExactly("f0/d1//online/all", "f3/d1//online/aggregate"))
                .noneSatisfy(row -> assertThat(List.of(row.first(), row.second()))
                        .containsExactly("f0/d1//online/all", "f3/d2//online/aggregate"));
    }

    @Test
    void allPairsOfAggregatesByMeanAreComparedOnEverySubset() {
        List<ScoreColumn> columns = new ArrayList<>();
        for (String params : List.of("rcond=0.001", "rcond=0.00001", "k=20")) {
            ScoreKey key = ScoreKey.of("activations", "d", params, "online", "4");
            double[] scores = params.equals("k=20") ? LAYER_2 : LAYER_1;
            columns.add(ScoreColumn.of(key, scores, ""));
            columns.add(ScoreColumn.of(key.aggregate("mean"), scores, ""));
            columns.add(ScoreColumn.of(key.aggregate("rank-mean"), scores, ""));
        }
        List<ComparisonRow> rows = evaluate(columns.toArray(ScoreColumn[]::new)).comparisons();
        assertThat(rows).hasSize(9);
        ComparisonRow same = rows.get(0);
        assertThat(same.first()).isEqualTo("activations/d/rcond=0.001/online/aggregate");
        assertThat(same.second()).isEqualTo("activations/d/rcond=0.00001/online/aggregate");
        assertThat(same.p()).isEqualTo(1);
        assertThat(same.scoreRankCorrelation()).isCloseTo(1, within(1e-15));
        assertThat(same.family()).isEqualTo("aggregates by mean of tiny/addition/quirky, subset all: 3 pairs");
        ComparisonRow other = rows.get(1);
        assertThat(other.aucDifference()).isCloseTo(3.5 / 9, within(1e-15));
        // Two equal p-values and a 1: the smallest times three, for both.
        assertThat(other.pHolm()).isCloseTo(Math.min(1, 3 * Objects.requireNonNull(other.p())), within(1e-15));
        // One example a class on subset agree: a difference, but neither interval nor p.
        assertThat(rows.get(3).aucDifference()).isZero();
        assertThat(rows.get(3).p()).isNull();
        assertThat(rows.get(3).pHolm()).isNull();
    }

    @Test
    void whatSeesAllLayersAtOnceIsComparedAsItIs() {
        ScoreColumn joint = ScoreColumn.of(ScoreKey.of("rephrase", "value", "", "online", ScoreKey.ALL), LAYER_2, "");
        ScoreColumn mean = ScoreColumn.of(key("1").aggregate("mean"), LAYER_1, "");
        assertThat(evaluate(column("1", LAYER_1), mean, joint).comparisons())
                .extracting(ComparisonRow::first, ComparisonRow::second)
                .containsOnly(
                        tuple("activations/mahalanobis/rcond=0.001/online/aggregate", "rephrase/value//online/all"));
    }

    /**
     * Latents exist at layers 1 and 2, activations at 1, 2 and 3: each latent layer against the same of the activations, then the means over
     * layers 1 and 2, which are 1, 3.5, 3 | 3, 5, 5 for both when the latents are the activations swapped.
     */
    @Test
    void aDerivedFeatureIsComparedLayerByLayerAndOverItsLayers() {
        ScoreKey latents = key("1").of("flow-z");
        List<ComparisonRow> rows = GroupEvaluation.of(
                        KEY,
                        EXAMPLES,
                        List.of(
                                column("1", LAYER_1),
                                column("2", LAYER_2),
                                column("3", new double[] {6, 5, 4, 3, 2, 1}),
                                ScoreColumn.of(latents, LAYER_2, ""),
                                ScoreColumn.of(key("2").of("flow-z"), LAYER_1, ""),
                                ScoreColumn.notApplicable(key("3").of("flow-z"), "n/a: no flow")),
                        List.of(new FeaturePair("flow-z", "activations")))
                .comparisons();
        assertThat(rows)
                .hasSize(9)
                .filteredOn(row -> row.subset().equals("all"))
                .extracting(ComparisonRow::first, ComparisonRow::second)
                .containsExactly(
                        tuple(
                                "flow-z/mahalanobis/rcond=0.001/online/1",
                                "activations/mahalanobis/rcond=0.001/online/1"),
                        tuple(
                                "flow-z/mahalanobis/rcond=0.001/online/2",
                                "activations/mahalanobis/rcond=0.001/online/2"),
                        tuple(
                                "flow-z/mahalanobis/rcond=0.001/online/1+2",
                                "activations/mahalanobis/rcond=0.001/online/1+2"));
        assertThat(rows.get(0).aucDifference()).isCloseTo(-3.5 / 9, within(1e-15));
        assertThat(rows.get(1).aucDifference()).isCloseTo(3.5 / 9, within(1e-15));
        assertThat(rows.get(2).aucDifference()).isZero();
        assertThat(rows.get(2).scoreRankCorrelation()).isCloseTo(1, within(1e-15));
        assertThat(rows.get(2).family())
                .isEqualTo(
                        "flow-z against activations at the same layers of tiny/addition/quirky, subset all: 3 pairs");
    }

    @Test
    void columnsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> evaluate(column("1", new double[5])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activations/mahalanobis/rcond=0.001/online/1: 5 scores for 6 examples");
    }

    private static GroupEvaluation evaluate(ScoreColumn... columns) {
        return GroupEvaluation.of(KEY, EXAMPLES, List.of(columns), List.of());
    }

    private static ScoreColumn column(String layer, double[] scores) {
        return ScoreColumn.of(key(layer), scores, "");
    }

    private static ScoreKey key(String layer) {
        return ScoreKey.of("activations", "mahalanobis", "rcond=0.001", "online", layer);
    }
}
