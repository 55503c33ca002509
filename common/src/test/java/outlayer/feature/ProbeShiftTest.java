package outlayer.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Readout;

/** Laws of the probe shift, without a model. */
final class ProbeShiftTest {

    private static final int ROWS = 2;
    private static final int HEADS = 2;
    private static final int D = 8;
    private static final ModelConfig CONFIG = HandMade.config(3, HEADS, 4);

    private final Random random = new Random(3);
    private final LinearProbe low = probe(1);
    private final LinearProbe high = probe(2);
    private final TrustedHeads trusted = TrustedHeads.none()
            .with(0, HandMade.gaussian(random, 30, D))
            .with(1, HandMade.gaussian(random, 30, D))
            .with(2, HandMade.gaussian(random, 30, D));
    private final Readout values = heads(3);
    private final Readout ofLogOdds = heads(3);
    private final Readout ofHigh = heads(3);

    private static LinearProbe probe(int layer) {
        return new LinearProbe(Point.ATTENTION, layer, new double[8], 0);
    }

    private Readout heads(int layers) {
        Map<Integer, float[]> byLayer = new TreeMap<>();
        for (int layer = 0; layer < layers; layer++) {
            byLayer.put(layer, HandMade.floats(random, ROWS * D));
        }
        return HandMade.heads(ROWS, new TreeMap<>(byLayer));
    }

    private ProbeShift shift(Ablation ablation, ProbeShift.Reach reach, LinearProbe... probes) {
        return new ProbeShift(ablation, List.of(probes), List.of(0, 1, 2), reach, trusted, CONFIG);
    }

    /** Effects of the mean ablation are linear in the derivative: those of the difference. */
    @ParameterizedTest
    @EnumSource(Ablation.class)
    void itIsTheEffectOnTheProbeLessThatOnTheAnswer(Ablation ablation) {
        float[] shifts = shift(ablation, ProbeShift.Reach.UP_TO, high)
                .vectors(2, HandMade.gradients(values, ofLogOdds, List.of(high), List.of(ofHigh)));
        Attribution attribution = new Attribution(ablation, List.of(0, 1, 2), trusted, CONFIG);
        int width = attribution.width(0, CONFIG);
        assertThat(shifts).hasSize(ROWS * 3 * width);
        for (int layer = 0; layer < 3; layer++) {
            float[] onProbe = attribution.vectors(layer, HandMade.gradients(values, ofHigh, List.of(), List.of()));
            float[] onAnswer = attribution.vectors(layer, HandMade.gradients(values, ofLogOdds, List.of(), List.of()));
            for (int row = 0; row < ROWS; row++) {
                for (int k = 0; k < width; k++) {
                    assertThat(shifts[row * 3 * width + layer * width + k])
                            .isCloseTo(onProbe[row * width + k] - onAnswer[row * width + k], offset(1e-4f));
                }
            }
        }
    }

    @Test
    void aProbeThatMovesWithTheAnswerHasNoShift() {
        float[] shifts = shift(Ablation.PCS, ProbeShift.Reach.UP_TO, high)
                .vectors(2, HandMade.gradients(values, ofLogOdds, List.of(high), List.of(ofLogOdds)));
        assertThat(shifts).containsOnly(0f);
    }

    @Test
    void theTextsReachStopsBelowTheProbe() {
        var gradients = HandMade.gradients(values, ofLogOdds, List.of(high), List.of(ofHigh));
        float[] upTo = shift(Ablation.MEAN, ProbeShift.Reach.UP_TO, high).vectors(2, gradients);
        float[] below = shift(Ablation.MEAN, ProbeShift.Reach.BELOW, high).vectors(2, gradients);
        assertThat(below).hasSize(ROWS * 2 * HEADS);
        for (int row = 0; row < ROWS; row++) {
            for (int k = 0; k < 2 * HEADS; k++) {
                assertThat(below[row * 2 * HEADS + k]).isEqualTo(upTo[row * 3 * HEADS + k]);
            }
        }
    }

    @Test
    void vectorsOfHigherProbesAreLonger() {
        ProbeShift shift = shift(Ablation.PCS, ProbeShift.Reach.UP_TO, high, low);
        assertThat(shift.layers()).containsExactly(1, 2);
        assertThat(shift.width(1, CONFIG)).isEqualTo(2 * 10 * HEADS);
        assertThat(shift.width(2, CONFIG)).isEqualTo(3 * 10 * HEADS);
        assertThat(shift.name()).isEqualTo("probe-shift-pcs");
        assertThat(shift(Ablation.MEAN, ProbeShift.Reach.BELOW, high).name()).isEqualTo("probe-shift");
        assertThat(shift.taps().layers()).containsOnlyKeys(Point.HEADS, Point.ATTENTION);
        assertThat(new ArrayList<>(shift.probes())).containsExactly(low, high);
    }

    @Test
    void probesMustReadAttentionAndHaveLayersBelow() {
        LinearProbe residual = new LinearProbe(Point.RESIDUAL, 1, new double[8], 0);
        assertThatThrownBy(() -> shift(Ablation.ZERO, ProbeShift.Reach.UP_TO, residual))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The probes are [Probe on layer 1 of residual], expected each on the attention output of a"
                        + " layer of its own");
        assertThatThrownBy(() -> shift(Ablation.ZERO, ProbeShift.Reach.BELOW, probe(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The probe on layer 0 has no patched layer below it, only [0, 1, 2]; leave it out");
        LinearProbe narrow = new LinearProbe(Point.ATTENTION, 1, new double[5], 0);
        assertThatThrownBy(() -> shift(Ablation.ZERO, ProbeShift.Reach.UP_TO, narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Probe on layer 1 of attention has 5 weights, expected 8; was it fitted with another model?");
        assertThatThrownBy(
                        () -> shift(Ablation.ZERO, ProbeShift.Reach.UP_TO, low).width(2, CONFIG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There is no probe on layer 2, only on [1]");
    }
}
