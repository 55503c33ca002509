package outlayer.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
