package outlayer.lm;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;

/**
 * A language model of four neurons and two layers, for tests that need one without libtorch.
 *
 * <p>With t the last token: layer 0 is (t, 0, 0, 1), layer 1 is (t, sum of all tokens, number of tokens, 1); the log-odds are sum / 10 - 5.
 */
public final class FakeLanguageModel implements LanguageModel {

    private static final int WIDTH = 4;

    private final ModelConfig config = new ModelConfig(
            Architecture.LLAMA,
            1000,
            WIDTH,
            1,
            1,
            1,
            1,
            WIDTH,
            1e-5,
            10_000,
            null,
            null,
            false,
            64,
            null,
            false,
            false);
    private boolean closed;

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public Readout read(List<int[]> prompts, @Nullable AnswerTokens answers, Taps taps) {
        if (closed) {
            throw new IllegalStateException("The fake model is closed");
        }
        double[] logOdds = new double[answers == null ? 0 : prompts.size()];
        float[][] residuals = new float[config.layers()][WIDTH * prompts.size()];
        for (int i = 0; i < prompts.size(); i++) {
            int[] prompt = prompts.get(i);
            int sum = IntStream.of(prompt).sum();
            for (float[] layer : residuals) {
                layer[WIDTH * i] = prompt[prompt.length - 1];
                layer[WIDTH * i + 3] = 1;
            }
            residuals[1][WIDTH * i + 1] = sum;
            residuals[1][WIDTH * i + 2] = prompt.length;
            if (answers != null) {
                logOdds[i] = sum / 10.0 - 5;
            }
        }
        var readout = new Readout(logOdds, prompts.size());
        taps.layers()
                .getOrDefault(Point.RESIDUAL, List.of())
                .forEach(layer -> readout.with(Point.RESIDUAL, layer, residuals[layer]));
        return readout;
    }

    @Override
    public Gradients differentiate(
            List<int[]> prompts, AnswerTokens answers, Taps taps, Collection<LinearProbe> probes) {
        throw new UnsupportedOperationException("The fake model has no derivatives");
    }

    @Override
    public void close() {
        closed = true;
    }
}
