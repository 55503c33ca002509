package outlayer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import outlayer.checkpoint.ModelConfig;

/**
 * In bfloat16 no one rounding is right, so what transformers loses against its own float32 is the measure of what may be lost here;
 * see {@code golden/make_golden.py}.
 */
final class Bfloat16GoldenTest {

    /** How much more than transformers may be lost. */
    private static final double FACTOR = 1.5;
    /** Less is lost only by a model that did not run in bfloat16, whose numbers have 8 bits. */
    private static final double LEAST = 1e-3;

    private static final int BATCH = 16;

    private final GoldenPrompts asked;

    Bfloat16GoldenTest() throws IOException {
        asked = GoldenPrompts.read();
    }

    @ParameterizedTest
    @MethodSource("outlayer.lm.GoldenCase#bfloat16")
    void noMoreIsLostThanInTransformers(GoldenCase golden) throws Exception {
        ModelConfig config = golden.config();
        Readout reference = golden.expectedOfMany("reference");
        Readout theirs = golden.expectedOfMany("transformers");
        golden.open(Precision.BFLOAT16, model -> {
            Readout ours = readInBatches(model, config);
            for (int layer = 0; layer < config.layers(); layer++) {
                double lost = standardisedError(ours.residual(layer), reference.residual(layer), config.width());
                double allowed = standardisedError(theirs.residual(layer), reference.residual(layer), config.width());
                // Both are 0 at the embedding of a file in bfloat16, which is taken as it is.
                assertThat(lost).as("layer %d", layer).isLessThanOrEqualTo(FACTOR * allowed);
                assertThat(lost).as("layer %d", layer).isGreaterThan(layer == 0 ? -1 : LEAST);
            }
            float[] odds = floats(reference.logOdds());
            assertThat(standardisedError(floats(ours.logOdds()), odds, 1))
                    .as("log-odds")
                    .isLessThanOrEqualTo(FACTOR * standardisedError(floats(theirs.logOdds()), odds, 1));
        });
    }

    private Readout readInBatches(DjlLanguageModel model, ModelConfig config) {
        int n = asked.many().size();
        double[] odds = new double[n];
        float[][] residuals = new float[config.layers()][n * config.width()];
        for (int from = 0; from < n; from += BATCH) {
            List<int[]> batch = asked.many().subList(from, Math.min(n, from + BATCH));
            Readout read = model.read(batch, asked.answers(), Taps.residuals(config));
            System.arraycopy(read.logOdds(), 0, odds, from, batch.size());
            for (int layer = 0; layer < residuals.length; layer++) {
                float[] rows = read.residual(layer);
                System.arraycopy(rows, 0, residuals[layer], from * config.width(), rows.length);
            }
        }
        var readout = new Readout(odds, n);
        for (int layer = 0; layer < residuals.length; layer++) {
            readout.with(Point.RESIDUAL, layer, residuals[layer]);
        }
        return readout;
    }

    /**
     * Length of the difference over that of the reference, after each channel is given mean 0 and deviation 1 over the rows of the
     * reference. Both [rows, width]
     */
    private static double standardisedError(float[] found, float[] reference, int width) {
        int rows = reference.length / width;
        double difference = 0;
        double length = 0;
        for (int j = 0; j < width; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                mean += reference[i * width + j] / (double) rows;
            }
            double variance = 0;
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                double centred = reference[i * width + j] - mean;
                double error = (double) found[i * width + j] - reference[i * width + j];
                variance += centred * centred / rows;
                squares += error * error;
            }
            difference += squares / variance;
            length += rows;
        }
        return Math.sqrt(difference / length);
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }
}
