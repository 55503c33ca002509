package outlayer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import outlayer.detector.Aggregation;

/** Two examples, layers 1 and 2 of activations, layer 5 of attribution. */
class AggregatesTest {

    private static final List<Aggregation> MEAN = List.of(Aggregation.MEAN);
    private static final ScoreColumn FIRST = column("activations", "1", 1, 6);
    private static final ScoreColumn SECOND = column("activations", "2", 3, 2);
    private static final ScoreColumn OTHER = column("attribution", "5", 8, 1);

    private static ScoreColumn column(String feature, String layer, double... scores) {
        return ScoreColumn.of(key(feature, layer), scores, "");
    }

    private static ScoreKey key(String feature, String layer) {
        return ScoreKey.of(feature, "d", "k=2", "online", layer);
    }

    private static List<ScoreColumn> aggregates(Map<String, List<String>> ensembles, ScoreColumn... columns) {
        return new Aggregates(Map.of(), MEAN, ensembles).of(List.of(columns));
    }

    @Test
    void everyFeatureHasItsMeanOverLayers() {
        List<ScoreColumn> found = aggregates(Map.of(), FIRST, OTHER, SECOND);
        assertThat(found)
                .extracting(column -> column.key().toString())
                .containsExactly("activations/d/k=2/online/aggregate", "attribution/d/k=2/online/aggregate");
        assertThat(found.get(0).scores()).containsExactly(2, 4);
        assertThat(found.get(1).scores()).containsExactly(8, 1);
        assertThat(found).extracting(ScoreColumn::note).containsOnly("");
    }

    /** (1 + 3 + 8) / 3 = 4 and (6 + 2 + 1) / 3 = 3: every layer counts once, whichever feature it belongs to. */
    @Test
    void anEnsembleIsTheMeanOverAllLayersOfItsFeatures() {
        List<ScoreColumn> found =
                aggregates(Map.of("both", List.of("activations", "attribution")), FIRST, SECOND, OTHER);
        assertThat(found).hasSize(3);
        assertThat(found.get(2).key()).isEqualTo(key("both", "1").aggregate("mean"));
        assertThat(found.get(2).scores()).containsExactly(4, 3);
    }

    /** By detectors that all of them have. */
    @Test
    void anEnsembleNeedsAllItsFeatures() {
        ScoreColumn otherDetector =
                ScoreColumn.of(ScoreKey.of("attribution", "e", "", "online", "5"), new double[] {1, 1}, "");
        assertThat(aggregates(Map.of("both", List.of("activations", "attribution")), FIRST, otherDetector))
                .extracting(column -> column.key().feature())
                .containsExactly("activations", "attribution");
    }

    @Test
    void layersThatAreNotApplicableAreLeftOutAndCounted() {
        ScoreColumn constant = ScoreColumn.notApplicable(key("activations", "0"), "n/a: no variance");
        ScoreColumn some = aggregates(Map.of(), constant, FIRST).get(0);
        assertThat(some.scores()).containsExactly(1, 6);
        assertThat(some.note()).isEqualTo("mean of 1 of 2 layers, the others being n/a");
        ScoreColumn none = aggregates(Map.of(), constant).get(0);
        assertThat(none.scores()).isNull();
        assertThat(none.note()).isEqualTo("n/a on every layer");
    }

    /** Layer 1: (1 - 2) / 1 and (6 - 2) / 1. Layer 2 has calibration scores of one value, layer 3 none, layer 0 is n/a. */
    @Test
    void aLayerThatCannotBeCalibratedIsLeftOutAndSaidToBe() {
        Map<ScoreKey, double[]> calibration = Map.of(
                key("activations", "1"), new double[] {1, 2, 3}, key("activations", "2"), new double[] {7, 7, 7});
        ScoreColumn third = column("activations", "3", 5, 5);
        ScoreColumn constant = ScoreColumn.notApplicable(key("activations", "0"), "n/a: no variance");

        ScoreColumn z = aggregate(Aggregation.Z_MEAN, calibration, FIRST, SECOND);
        assertThat(z.scores()).containsExactly(-1, 4);
        assertThat(z.note())
                .isEqualTo("z-mean of 1 of 2 layers, the others being without calibration scores that vary");
        assertThat(aggregate(Aggregation.Z_MAX, calibration, constant, FIRST, SECOND)
                        .note())
                .isEqualTo("z-max of 1 of 3 layers, the others being n/a or without calibration scores that vary");
        assertThat(aggregate(Aggregation.RANK_MEAN, calibration, FIRST, SECOND, third)
                        .note())
                .isEqualTo("rank-mean of 2 of 3 layers, the others being without calibration scores");
        ScoreColumn none = aggregate(Aggregation.Z_MEAN, calibration, constant, SECOND, third);
        assertThat(none.scores()).isNull();
        assertThat(none.note()).isEqualTo("n/a: no layer with scores has calibration scores that vary");
    }

    private static ScoreColumn aggregate(
            Aggregation aggregation, Map<ScoreKey, double[]> calibration, ScoreColumn... columns) {
        return new Aggregates(calibration, List.of(aggregation), Map.of())
                .of(List.of(columns))
                .get(0);
    }

    @Test
    void anExampleThatALayerLacksHasNoAggregate() {
        assertThat(aggregates(Map.of(), FIRST, column("activations", "2", Double.NaN, 2))
                        .get(0)
                        .scores())
                .containsExactly(Double.NaN, 4);
    }

    @Test
    void whatSeesAllLayersAtOnceHasNoAggregate() {
        assertThat(aggregates(Map.of(), column("rephrase", ScoreKey.ALL, 1, 2))).isEmpty();
    }

    @Test
    void anAggregateSaysHowItWasMade() {
        assertThatThrownBy(() -> new ScoreKey("activations", "d", "", "online", ScoreKey.AGGREGATE, ""))
                .hasMessage(
                        "Score of activations by d: layer aggregate has the aggregation ``; expected one for aggregate alone");
    }
}
