package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static outlayer.lm.TinyConfigs.ANSWERS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.checkpoint.RopeScaling;

final class DecoderTest {

    /** The residual of all layers; every decoder here has as many. */
    private static final Taps ALL = Taps.residuals(TinyConfigs.llama());

    static Stream<ModelConfig> shapes() {
        return Stream.of(
                TinyConfigs.config(4, 4, null, null, false),
                TinyConfigs.config(4, 2, null, null, true),
                TinyConfigs.config(6, 1, 3, null, false),
                TinyConfigs.config(4, 2, 1, null, false),
                TinyConfigs.config(4, 1, null, new RopeScaling(8, 1, 4, 64), false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void readingAgreesWithPlainLoops(ModelConfig config) {
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 5, 12);
        try (Decoder decoder = Decoder.random(config, 2)) {
            var reference = new ReferenceDecoder(config, decoder.weights().tensors());
            Readout read = decoder.read(prompts, ANSWERS, ALL, null);
            for (int i = 0; i < prompts.size(); i++) {
                double[][][] stream = reference.residuals(prompts.get(i), ReferenceDecoder.NONE);
                for (int layer = 0; layer < config.layers(); layer++) {
                    double[] last = stream[layer][prompts.get(i).length - 1];
                    assertThat(row(read, layer, i))
                            .usingComparatorWithPrecision(1e-5)
                            .containsExactly(last);
                }
                assertThat(read.logOdds()[i])
                        .isCloseTo(reference.logOdds(prompts.get(i), ANSWERS, ReferenceDecoder.NONE), offset(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gradientsAreFiniteDifferences(ModelConfig config) {
        List<int[]> prompts = TinyConfigs.prompts(new Random(2), 3, 9);
        double step = 1e-5;
        try (Decoder decoder = Decoder.random(config, 3)) {
            var reference = new ReferenceDecoder(config, decoder.weights().tensors());
            Readout gradients = decoder.differentiate(prompts, ANSWERS, ALL, List.of(), null)
                    .ofLogOdds();
            for (int i = 0; i < prompts.size(); i++) {
                for (int layer = 0; layer < config.layers(); layer++) {
                    for (int j = 0; j < config.width(); j += 5) {
                        var up = new ReferenceDecoder.Nudge(layer, j, step);
                        var down = new ReferenceDecoder.Nudge(layer, j, -step);
                        double slope = (reference.logOdds(prompts.get(i), ANSWERS, up)
                                        - reference.logOdds(prompts.get(i), ANSWERS, down))
                                / (2 * step);
                        assertThat(row(gradients, layer, i)[j])
                                .as("prompt %d, layer %d, feature %d", i, layer, j)
                                .isCloseTo(slope, offset(2e-5));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void companyPaddingAndOrderDoNotMatter(long seed) {
        List<int[]> prompts = TinyConfigs.prompts(new Random(seed), 9, 14);
        var shuffled = new ArrayList<>(prompts);
        Collections.shuffle(shuffled, new Random(seed));
        try (Decoder decoder = Decoder.random(TinyConfigs.llama(), seed)) {
            Readout together = decoder.read(shuffled, ANSWERS, ALL, null);
            for (int[] prompt : prompts) {
                Readout alone = decoder.read(List.of(prompt), ANSWERS, ALL, null);
                int i = shuffled.indexOf(prompt);
                assertThat(together.logOdds()[i]).isCloseTo(alone.logOdds()[0], offset(1e-5));
                for (int layer = 0; layer <= 3; layer++) {
                    assertThat(row(together, layer, i))
                            .usingComparatorWithPrecision(1e-5)
                            .containsExactly(row(alone, layer, 0));
                }
            }
        }
    }

    /** Beyond 512 tokens attention is computed by another kernel. */
    @Test
    void thePromptIsTheSameBesideALongOne() {
        var config = new ModelConfig(
                Architecture.LLAMA, 40, 16, 24, 3, 4, 2, 6, 1e-5, 500, null, null, false, 1024, null, false, false);
        int[] prompt = new Random(1).ints(500, 0, 40).toArray();
        int[] longer = new Random(2).ints(600, 0, 40).toArray();
        try (Decoder decoder = Decoder.random(config, 1)) {
            Readout alone = decoder.read(List.of(prompt), ANSWERS, ALL, null);
            Readout beside = decoder.read(List.of(prompt, longer), ANSWERS, ALL, null);
            assertThat(beside.logOdds()[0]).isCloseTo(alone.logOdds()[0], offset(1e-5));
            for (int layer = 0; layer < config.layers(); layer++) {
                assertThat(row(beside, layer, 0))
                        .usingComparatorWithPrecision(1e-5)
                        .containsExactly(row(alone, layer, 0));
            }
        }
    }

    @Test
    void aTokenSeesOnlyWhatStandsBeforeIt() {
        int[] prompt = {5, 6, 7, 8, 9, 10};
        int[] other = {5, 6, 7, 8, 30, 31};
        try (Decoder decoder = Decoder.random(TinyConfigs.llama(), 1)) {
            // In one batch of equal length, so that the shorter prompts are followed by the longer ones' width of
            // padding.
            Readout read = decoder.read(
                    List.of(Arrays.copyOf(prompt, 4), prompt, Arrays.copyOf(other, 4), other), ANSWERS, ALL, null);
            assertThat(read.logOdds()[0]).isCloseTo(read.logOdds()[2], offset(1e-6));
            assertThat(read.logOdds()[1]).isNotCloseTo(read.logOdds()[3], offset(1e-3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 20})
    void withOneBlockAndAWindowOnlyDistancesWithinItCount(int shift) {
        var config = new ModelConfig(
                Architecture.MISTRAL, 40, 16, 24, 1, 4, 2, 6, 1e-5, 500, null, 4, false, 64, null, false, false);
        int[] tail = {11, 12, 13, 14};
        int[] moved = new int[shift + tail.length];
        Arrays.fill(moved, 0, shift, 29);
        System.arraycopy(tail, 0, moved, shift, tail.length);
        try (Decoder decoder = Decoder.random(config, 4)) {
            double[] odds = decoder.read(List.of(tail, moved), ANSWERS, Taps.none(), null)
                    .logOdds();
            assertThat(odds[1]).isCloseTo(odds[0], offset(1e-5));
        }
    }

    @Test
    void memoryStaysFlatOverBatches() throws Exception {
        List<int[]> prompts = TinyConfigs.prompts(new Random(1), 32, 60);
        try (Decoder decoder = Decoder.random(TinyConfigs.llama(), 1)) {
            long before = 0;
            int arrays = 0;
            for (int i = 0; i < 120; i++) {
                if (i == 20) {
                    before = ProcessMemory.residentBytes();
                    arrays = decoder.manager().getManagedArrays().size();
                }
                decoder.read(prompts, ANSWERS, ALL, null);
                decoder.differentiate(prompts, ANSWERS, ALL, List.of(), null);
            }
            assertThat(decoder.manager().getManagedArrays()).hasSize(arrays);
            // What one batch allocates is some MB.
            assertThat(ProcessMemory.residentBytes() - before).isLessThan(100_000_000);
        }
    }

    @Test
    void tooLongOrEmptyPromptsAreRefused() {
        try (Decoder decoder = Decoder.random(TinyConfigs.llama(), 1)) {
            assertThatThrownBy(() -> decoder.read(List.of(new int[] {1}, new int[65]), ANSWERS, ALL, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Prompt 1 of the batch has 65 tokens, expected 1 to 64");
            assertThatThrownBy(() -> decoder.read(List.of(new int[0]), ANSWERS, ALL, null))
                    .hasMessage("Prompt 0 of the batch has 0 tokens, expected 1 to 64");
            assertThatThrownBy(() -> decoder.read(List.of(), ANSWERS, ALL, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The batch has no prompts, expected 1 or more");
        }
    }

    @Test
    void tokensOutsideTheVocabularyAreRefused() {
        try (Decoder decoder = Decoder.random(TinyConfigs.llama(), 1)) {
            assertThatThrownBy(() -> decoder.read(List.of(new int[] {1, 40}), ANSWERS, ALL, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Prompt 0 of the batch has token 40 at position 1, expected 0 to 39;"
                            + " is the tokenizer this model's?");
            assertThatThrownBy(() -> decoder.read(List.of(new int[] {1}), new AnswerTokens(1, 40), ALL, null))
                    .hasMessageContaining("outside the vocabulary of 40");
        }
    }

    private static double[] row(Readout read, int layer, int i) {
        float[] all = read.residual(layer);
        int d = all.length / read.rows();
        double[] row = new double[d];
        for (int j = 0; j < d; j++) {
            row[j] = all[i * d + j];
        }
        return row;
    }
}
