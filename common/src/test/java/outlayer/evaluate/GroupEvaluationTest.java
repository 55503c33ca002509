package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GroupEvaluationTest {

    private static final ResultKey KEY = new ResultKey("tiny", "addition", "quirky", "demo-1", 17);

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
    void rowsComeByLayerThenAggregateOnEverySubset() {
        List<AucRow> rows = evaluate(column("1", LAYER_1), column("2", LAYER_2)).auc();
        assertThat(rows.stream().map(AucRow::layer))
                .containsExactly("1", "1", "1", "2", "2", "2", "aggregate", "aggregate", "aggregate");
        assertThat(rows.stream().map(AucRow::subset).limit(3)).containsExactly("all", "agree", "disagree");
        assertThat(rows.stream().map(AucRow::aggregation).distinct()).containsExactly("", "mean");
        assertThat(rows.get(0).auc()).isEqualTo(1);
        // Layer 2: 2 beats 1; 5 beats 1, 3 and ties 5; 4 beats 1, 3: (1 + 2.5 + 2) / 9.
        assertThat(rows.get(3).auc()).isCloseTo(5.5 / 9, within(1e-15));
        // Mean of layers 1, 3.5, 3 | 3, 5, 5: 3 beats 1 and ties 3; the others beat all: 7.5 / 9.
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
                        "");
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
    void aLayerWithoutVarianceIsARowWithItsNoteAndLeftOutOfTheMean() {
        ScoreColumn constant = ScoreColumn.notApplicable(key("0"), "layer has no variance");
        List<AucRow> rows = evaluate(constant, column("2", LAYER_2)).auc();
        assertThat(rows.get(0).auc()).isNull();
        assertThat(rows.get(0).averagePrecision()).isNull();
        assertThat(rows.get(0).nNormal()).isEqualTo(3);
        assertThat(rows.get(0).note()).isEqualTo("layer has no variance");
        assertThat(rows.get(6).auc()).isEqualTo(rows.get(3).auc());
        assertThat(rows.get(6).note()).isEqualTo("mean of 1 of 2 layers, the others being n/a");
        assertThat(evaluate(constant).auc().get(3).note()).isEqualTo("n/a on every layer");
    }

    @Test
    void aSubsetOfOneClassHasAnEmptyAreaAndANote() {
        List<TestExample> normalOnly = EXAMPLES.subList(0, 3);
        AucRow row = GroupEvaluation.of(KEY, normalOnly, List.of(column("1", new double[] {1, 2, 3})))
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

    @Test
    void aJointDetectorHasNoAggregate() {
        List<AucRow> rows = evaluate(column(ScoreKey.ALL, LAYER_1)).auc();
        assertThat(rows.stream().map(AucRow::layer).distinct()).containsExactly("all");
    }

    @Test
    void allPairsOfAggregatesAreComparedOnEverySubset() {
        List<ScoreColumn> columns = new ArrayList<>();
        for (String params : List.of("rcond=0.001", "rcond=0.00001", "k=20")) {
            ScoreKey key = new ScoreKey("activations", "d", params, "online", "4");
            columns.add(ScoreColumn.of(key, params.equals("k=20") ? LAYER_2 : LAYER_1));
        }
        List<ComparisonRow> rows = GroupEvaluation.of(KEY, EXAMPLES, columns).comparisons();
        assertThat(rows).hasSize(9);
        ComparisonRow same = rows.get(0);
        assertThat(same.first()).isEqualTo("activations/d/rcond=0.001/online/aggregate");
        assertThat(same.second()).isEqualTo("activations/d/rcond=0.00001/online/aggregate");
        assertThat(same.p()).isEqualTo(1);
        assertThat(same.scoreRankCorrelation()).isCloseTo(1, within(1e-15));
        assertThat(same.family()).isEqualTo("aggregates of tiny/addition/quirky, subset all: 3 pairs");
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
    void columnsOfAnotherLengthAndReadyMadeAggregatesAreRefused() {
        assertThatThrownBy(() -> evaluate(column("1", new double[5])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activations/mahalanobis/rcond=0.001/online/1: 5 scores for 6 examples");
        assertThatThrownBy(() -> evaluate(column(ScoreKey.AGGREGATE, LAYER_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("activations/mahalanobis/rcond=0.001/online/aggregate: "
                        + "aggregates are made from the layers here; pass the layers only");
    }

    private static GroupEvaluation evaluate(ScoreColumn... columns) {
        return GroupEvaluation.of(KEY, EXAMPLES, List.of(columns));
    }

    private static ScoreColumn column(String layer, double[] scores) {
        return ScoreColumn.of(key(layer), scores);
    }

    private static ScoreKey key(String layer) {
        return new ScoreKey("activations", "mahalanobis", "rcond=0.001", "online", layer);
    }
}
