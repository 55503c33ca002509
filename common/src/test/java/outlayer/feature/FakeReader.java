package outlayer.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.lm.AnswerTokens;
import outlayer.lm.Gradients;
import outlayer.lm.LanguageModel;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Positions;
import outlayer.lm.Readout;
import outlayer.lm.Taps;
import outlayer.torch.DeviceMemoryException;

/**
 * A model of one neuron and three blocks, each of one head of two equal numbers, that is read at any point and token, and takes no batch of
 * more than so many tokens.
 *
 * <p>The vector at place p of a prompt, at layer l of a point: token p + 1000 l + 10,000 times the letters of the point's name. The log-odds are the
 * number of tokens. Their derivatives are 1, those of every probe 2.
 */
final class FakeReader implements LanguageModel {

    /** What one call was asked for. */
    record Call(int prompts, int longest, @Nullable AnswerTokens answerTokens, Taps taps) {

        boolean answers() {
            return answerTokens != null;
        }

        int tokens() {
            return prompts * longest;
        }
    }

    final List<Call> calls = new ArrayList<>();
    private final int capacityTokens;
    private final Predicate<int[]> spoiled;

    FakeReader() {
        this(Integer.MAX_VALUE, prompt -> false);
    }

    /** @param spoiled prompts whose vectors are NaN at layer 2 */
    FakeReader(int capacityTokens, Predicate<int[]> spoiled) {
        this.capacityTokens = capacityTokens;
        this.spoiled = spoiled;
    }

    static float vector(int token, Point point, int layer) {
        return token + 1000f * layer + 10_000f * point.key().length();
    }

    @Override
    public ModelConfig config() {
        return new ModelConfig(
                Architecture.LLAMA, 1000, 1, 1, 3, 1, 1, 2, 1e-5, 10_000, null, null, false, 64, null, false, false);
    }

    @Override
    public Readout read(List<int[]> prompts, @Nullable AnswerTokens answers, Taps taps) {
        int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElseThrow();
        Call call = new Call(prompts.size(), longest, answers, taps);
        calls.add(call);
        if (call.tokens() > capacityTokens) {
            throw new DeviceMemoryException("No room for " + call.tokens() + " tokens", new RuntimeException());
        }
        boolean all = taps.positions() == Positions.ALL;
        int rows = all ? prompts.stream().mapToInt(prompt -> prompt.length).sum() : prompts.size();
        double[] logOdds = answers == null
                ? new double[0]
                : prompts.stream().mapToDouble(prompt -> prompt.length).toArray();
        Readout readout = new Readout(logOdds, rows);
        taps.layers()
                .forEach((point, layers) -> layers.forEach(layer -> {
                    int width = point.width(config());
                    float[] values = new float[rows * width];
                    int row = 0;
                    for (int[] prompt : prompts) {
                        for (int p = all ? 0 : prompt.length - 1; p < prompt.length; p++, row++) {
                            float value =
                                    spoiled.test(prompt) && layer == 2 ? Float.NaN : vector(prompt[p], point, layer);
                            Arrays.fill(values, row * width, (row + 1) * width, value);
                        }
                    }
                    readout.with(point, layer, values);
                }));
        return readout;
    }

    @Override
    public Gradients differentiate(
            List<int[]> prompts, AnswerTokens answers, Taps taps, Collection<LinearProbe> probes) {
        Readout values = read(prompts, answers, taps);
        Map<LinearProbe, Readout> ofProbes = new LinkedHashMap<>();
        for (LinearProbe probe : probes) {
            ofProbes.put(probe, slopes(values, taps, 2));
        }
        return new Gradients(values, slopes(values, taps, 1), ofProbes);
    }

    /** Every derivative is that number. */
    private static Readout slopes(Readout values, Taps taps, float slope) {
        Readout slopes = new Readout(values.logOdds(), values.rows());
        taps.layers()
                .forEach((point, layers) -> layers.forEach(layer -> {
                    float[] same = new float[values.vectors(point, layer).length];
                    Arrays.fill(same, slope);
                    slopes.with(point, layer, same);
                }));
        return slopes;
    }

    @Override
    public void close() {}
}
