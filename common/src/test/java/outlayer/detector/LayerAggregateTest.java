package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerAggregateTest {

    @Test
    void layersThatAreNotDefinedAreLeftOutOfTheMean() {
        double[] mean = LayerAggregate.mean(Arrays.asList(null, new double[] {1, 2}, new double[] {3, 8}));
        assertThat(mean).containsExactly(2, 5);
    }

    @Test
    void withoutADefinedLayerThereIsNoMean() {
        assertThat(LayerAggregate.mean(Arrays.asList(null, null))).isNull();
    }

    @Test
    void anExampleThatLacksAScoreSomewhereHasNoMean() {
        assertThat(LayerAggregate.mean(List.of(new double[] {1, Double.NaN}, new double[] {3, 8})))
                .containsExactly(2, Double.NaN);
    }

    @Test
    void layersOfDifferentLengthAreRefused() {
        assertThatThrownBy(() -> LayerAggregate.mean(List.of(new double[2], new double[3])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Layers have scores of 2 and 3 examples");
    }

    /** Of 1, 2, 2, 5: 2 is above one and level with two, (1 + 2 / 2) / 4 = 1/2; 9 is above all; of 0 and 10, 0 is level with one of two. */
    @Test
    void ranksAreSharesOfTheCalibrationScoresBelow() {
        List<double[]> calibration = List.of(new double[] {5, 2, 1, 2}, new double[] {10, 0});
        List<double[]> layers = List.of(new double[] {2, 9}, new double[] {0, 5});
        assertThat(LayerAggregate.of(Aggregation.RANK_MEAN, calibration, layers).scores())
                .containsExactly(0.375, 0.75);
        assertThat(LayerAggregate.of(Aggregation.RANK_MAX, calibration, layers).scores())
                .containsExactly(0.5, 1);
    }

    /** 1, 2, 3 have mean 2 and deviation 1; 0, 0, 6 have mean 2 and deviation sqrt(24 / 2) = 2 sqrt 3. */
    @Test
    void zScoresAreInUnitsOfTheCalibrationScores() {
        List<double[]> calibration = List.of(new double[] {1, Double.NaN, 2, 3}, new double[] {0, 0, 6});
        List<double[]> layers = List.of(new double[] {4}, new double[] {2});
        assertThat(LayerAggregate.of(Aggregation.Z_MEAN, calibration, layers).scores())
                .containsExactly(1);
        assertThat(LayerAggregate.of(Aggregation.Z_MAX, calibration, layers).scores())
                .containsExactly(2);
    }

    @Test
    void layersWhoseCalibrationScoresGiveNoUnitAreLeftOut() {
        List<double[]> calibration = Arrays.asList(new double[] {1, 2, 3}, new double[] {7, 7}, null, new double[0]);
        List<double[]> layers = List.of(new double[] {4}, new double[] {9}, new double[] {9}, new double[] {9});
        LayerAggregate z = LayerAggregate.of(Aggregation.Z_MEAN, calibration, layers);
        assertThat(z.scores()).containsExactly(2);
        assertThat(z.layers()).isEqualTo(1);
        LayerAggregate rank = LayerAggregate.of(Aggregation.RANK_MEAN, calibration, layers);
        assertThat(rank.scores()).containsExactly(1);
        assertThat(rank.layers()).isEqualTo(2);
        LayerAggregate none = LayerAggregate.of(Aggregation.Z_MAX, calibration.subList(1, 2), layers.subList(1, 2));
        assertThat(none.scores()).isNull();
        assertThat(none.layers()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Aggregation.class)
    void anExampleThatLacksAScoreHasNone(Aggregation aggregation) {
        List<double[]> calibration = List.of(new double[] {1, 2}, new double[] {1, 2});
        List<double[]> layers = List.of(new double[] {1, Double.NaN}, new double[] {3, 8});
        double[] found = Objects.requireNonNull(
                LayerAggregate.of(aggregation, calibration, layers).scores());
        assertThat(found[0]).isFinite();
        assertThat(found[1]).isNaN();
    }

    @Test
    void theMeanAsPublishedNeedsNoCalibration() {
        assertThat(LayerAggregate.of(Aggregation.MEAN, List.of(), List.of(new double[] {1}, new double[] {3}))
                        .scores())
                .containsExactly(2);
        assertThatThrownBy(() -> LayerAggregate.of(Aggregation.Z_MEAN, List.of(), List.of(new double[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Scores have 1 layers, those of calibration 0");
    }
}
