package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static outlayer.lm.TinyConfigs.ANSWERS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;

/** One forward pass with derivatives of log-odds and probes. */
final class DifferentiateTest {

    private static final ModelConfig CONFIG = TinyConfigs.llama();
    private static final Taps TAPS =
            Taps.all(Point.HEADS, CONFIG).and(Point.ATTENTION, List.of(0, 1, 2)).and(Point.RESIDUAL, List.of(0, 2));

    @TempDir
    private Path dir;

    private static LinearProbe probe(Point point, int layer, int width, long seed) {
        return new LinearProbe(
                point, layer, new Random(seed).doubles(width, -1, 1).toArray(), 0.5);
    }

    private static double logit(LinearProbe probe, double[] vector) {
        double sum = probe.intercept();
        for (int j = 0; j < vector.length; j++) {
            sum += probe.weights()[j] * vector[j];
        }
        return sum;
    }

    /** The probe's logit in plain loops with one feature of what the heads of a layer found moved. */
    private static double logit(
            ReferenceDecoder reference, int[] prompt, LinearProbe probe, int layer, int feature, double amount) {
        double[] logit = new double[1];
        reference.logOdds(prompt, ANSWERS, (point, at, vector) -> {
            if (point == Point.HEADS && at == layer) {
                vector[feature] += amount;
            }
            if (point == probe.point() && at == probe.layer()) {
                logit[0] = logit(probe, vector);
            }
        });
        return logit[0];
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void gradientsOfProbesAreFiniteDifferences(long seed) throws Exception {
        List<int[]> prompts = TinyConfigs.prompts(new Random(seed), 3, 9);
        LinearProbe low = probe(Point.ATTENTION, 1, CONFIG.width(), seed);
        LinearProbe high = probe(Point.RESIDUAL, 2, CONFIG.width(), seed + 1);
        double step = 1e-5;
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, seed, dir)) {
            Gradients gradients = decoder.model().differentiate(prompts, ANSWERS, TAPS, List.of(low, high));
            for (LinearProbe probe : List.of(low, high)) {
                Readout of = gradients.of(probe);
                assertThat(of.layers(Point.HEADS)).containsExactly(0, 1);
                for (int i = 0; i < prompts.size(); i++) {
                    assertThat(of.logOdds()[i])
                            .isCloseTo(logit(decoder.reference(), prompts.get(i), probe, 0, 0, 0), offset(1e-5));
                    for (int layer : of.layers(Point.HEADS)) {
                        for (int j = 0; j < Point.HEADS.width(CONFIG); j += 5) {
                            double slope = (logit(decoder.reference(), prompts.get(i), probe, layer, j, step)
                                            - logit(decoder.reference(), prompts.get(i), probe, layer, j, -step))
                                    / (2 * step);
                            assertThat((double) of.vectors(Point.HEADS, layer)[i * Point.HEADS.width(CONFIG) + j])
                                    .as("seed %d, %s, prompt %d, layer %d, feature %d", seed, probe, i, layer, j)
                                    .isCloseTo(slope, offset(2e-5));
                        }
                    }
                }
            }
        }
    }

    @Test
    void aProbesOwnPointHasItsWeightsAsDerivative() throws Exception {
        LinearProbe probe = probe(Point.ATTENTION, 2, CONFIG.width(), 1);
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, 1, dir)) {
            float[] slopes = decoder.model()
                    .differentiate(List.of(new int[] {5, 6, 7}), ANSWERS, TAPS, List.of(probe))
                    .of(probe)
                    .vectors(Point.ATTENTION, 2);
            for (int j = 0; j < slopes.length; j++) {
                assertThat((double) slopes[j]).isCloseTo(probe.weights()[j], offset(1e-7));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void companyAndPaddingDoNotMatter(long seed) throws Exception {
        List<int[]> prompts = TinyConfigs.prompts(new Random(seed), 7, 14);
        LinearProbe probe = probe(Point.ATTENTION, 1, CONFIG.width(), seed);
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, seed, dir)) {
            DjlLanguageModel model = decoder.model();
            Gradients together = model.differentiate(prompts, ANSWERS, TAPS, List.of(probe));
            Agreement.assertRows(together.values(), model.read(prompts, ANSWERS, TAPS), 1e-5);
            for (int i = 0; i < prompts.size(); i++) {
                Gradients alone = model.differentiate(List.of(prompts.get(i)), ANSWERS, TAPS, List.of(probe));
                Agreement.assertRow(together.values(), i, atRow(alone.values(), i), i, 1e-5);
                Agreement.assertRow(together.ofLogOdds(), i, atRow(alone.ofLogOdds(), i), i, 1e-5);
                Agreement.assertRow(together.of(probe), i, atRow(alone.of(probe), i), i, 1e-5);
            }
        }
    }

    /** A readout of one row as row i of a taller one. */
    private static Readout atRow(Readout one, int i) {
        var tall = new Readout(new double[0], i + 1);
        for (Point point : Point.values()) {
            for (int layer : one.layers(point)) {
                float[] row = one.vectors(point, layer);
                float[] rows = new float[(i + 1) * row.length];
                System.arraycopy(row, 0, rows, i * row.length, row.length);
                tall.with(point, layer, rows);
            }
        }
        return tall;
    }

    /** Beyond 512 tokens attention is computed by another kernel, forward and backward. */
    @Test
    void aPromptHasTheSameDerivativesBesideALongOne() throws Exception {
        var config = new ModelConfig(
                Architecture.LLAMA, 40, 16, 24, 3, 4, 2, 6, 1e-5, 500, null, null, false, 1024, null, false, false);
        int[] prompt = new Random(1).ints(500, 0, 40).toArray();
        int[] longer = new Random(2).ints(600, 0, 40).toArray();
        try (RandomDecoder decoder = RandomDecoder.of(config, 1, dir)) {
            Taps heads = Taps.all(Point.HEADS, config);
            Gradients alone = decoder.model().differentiate(List.of(prompt), ANSWERS, heads, List.of());
            Gradients beside = decoder.model().differentiate(List.of(prompt, longer), ANSWERS, heads, List.of());
            Agreement.assertRow(beside.ofLogOdds(), 0, alone.ofLogOdds(), 0, 1e-4);
            Agreement.assertRow(beside.values(), 0, alone.values(), 0, 1e-5);
        }
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#bfloat16")
    void inBfloat16DerivativesAreThoseOfFloat32UpToItsRounding(GoldenCase golden) throws Exception {
        GoldenPrompts asked = GoldenPrompts.read();
        Taps heads = Taps.all(Point.HEADS, golden.config());
        golden.open(Precision.BFLOAT16, model -> {
            Gradients both = model.differentiate(asked.prompts(), asked.answers(), heads, List.of());
            Agreement.assertRows(both.values(), golden.expected(), 0.05);
            Agreement.assertRows(both.ofLogOdds(), golden.expectedGradients(), 0.1);
        });
    }

    @Test
    void withoutTapsThereAreLogOddsAlone() throws Exception {
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 3, 9);
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, 1, dir)) {
            Gradients none = decoder.model().differentiate(prompts, ANSWERS, Taps.none(), List.of());
            assertThat(none.values().logOdds()).hasSize(3);
            assertThat(none.ofLogOdds().layers(Point.HEADS)).isEmpty();
        }
    }

    @Test
    void whatDoesNotFitTheModelIsRefused() throws Exception {
        List<int[]> prompts = new ArrayList<>(List.of(new int[] {5}));
        try (RandomDecoder decoder = RandomDecoder.of(CONFIG, 1, dir)) {
            DjlLanguageModel model = decoder.model();
            assertThatThrownBy(() -> model.differentiate(prompts, ANSWERS, TAPS.at(Positions.ALL), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Derivatives are taken at the last token; all tokens were asked for");
            assertThatThrownBy(() -> differentiate(model, probe(Point.ATTENTION, 1, 8, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "Probe on layer 1 of attention has 8 weights, expected 16; was it fitted with another model?");
            assertThatThrownBy(() -> differentiate(model, probe(Point.ATTENTION, 3, 16, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Probe on layer 3 of attention: the model has layers 0 to 2 of attention");
            assertThatThrownBy(() -> differentiate(model, probe(Point.MLP, 1, 16, 1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "Probe on layer 1 of mlp: that is not among the taps, which are [residual 0,");
            LinearProbe other = probe(Point.ATTENTION, 2, 16, 1);
            assertThatThrownBy(() -> differentiate(model, probe(Point.ATTENTION, 1, 16, 1))
                            .of(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Probe on layer 2 of attention was not differentiated; there are"
                            + " [Probe on layer 1 of attention]");
        }
    }

    private static Gradients differentiate(DjlLanguageModel model, LinearProbe probe) {
        return model.differentiate(List.of(new int[] {5, 6}), ANSWERS, TAPS, List.of(probe));
    }
}
