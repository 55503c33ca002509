package outlayer.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AdamWTest {

    private static final AdamWOptions HAND = new AdamWOptions(0.9, 0.99, 1e-8, 0.1, 1000);

    /**
     * w = 2, g = 0.5, then 0.25; rate 0.1, decay 0.1.
     *
     * <p>Step 1: m = 0.05, v = 0.0025; corrected 0.5 and 0.25; w = 2 (1 - 0.01) - 0.1 x 0.5 / 0.5 = 1.88.
     *
     * <p>Step 2: m = 0.9 x 0.05 + 0.1 x 0.25 = 0.07, v = 0.99 x 0.0025 + 0.01 x 0.0625 = 0.0031; corrected 0.07 / 0.19 and 0.0031 / 0.0199; w = 1.88 x 0.99 -
     * 0.1 x 0.3684211 / 0.3946882 = 1.767855.
     */
    @Test
    void twoStepsByHand() {
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray w = manager.create(new float[] {2}, new Shape(1, 1));
            var adamW = new AdamW(manager, List.of(w), HAND);
            assertThat(adamW.step(List.of(manager.create(new float[] {0.5f}, new Shape(1, 1))), 0.1))
                    .isCloseTo(0.5, offset(1e-7));
            assertThat(w.getFloat(0, 0)).isCloseTo(1.88f, offset(1e-6f));
            adamW.step(List.of(manager.create(new float[] {0.25f}, new Shape(1, 1))), 0.1);
            assertThat(w.getFloat(0, 0)).isCloseTo(1.767855f, offset(1e-6f));
        }
    }

    @Test
    void gainsAreNotDecayed() {
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray gain = manager.create(new float[] {2});
            new AdamW(manager, List.of(gain), HAND).step(List.of(manager.create(new float[] {0})), 0.1);
            assertThat(gain.getFloat(0)).isEqualTo(2);
        }
    }

    /** Norm of (3, 4) and (0, 12) together is 13: each is divided by 13, so m of the first is 0.1 x 3 / 13. */
    @Test
    void gradientsAreShortenedByTheirCommonNorm() {
        var bounded = new AdamWOptions(0.9, 0.99, 1, 0, 1);
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray a = manager.zeros(new Shape(2));
            NDArray b = manager.zeros(new Shape(2));
            double norm = new AdamW(manager, List.of(a, b), bounded)
                    .step(List.of(manager.create(new float[] {3, 4}), manager.create(new float[] {0, 12})), 1);
            assertThat(norm).isCloseTo(13, offset(1e-5));
            // With corrected m = g and corrected v = g^2, the step is -g / (|g| + 1).
            assertThat(a.toFloatArray()[0]).isCloseTo(-3f / 13 / (3f / 13 + 1), offset(1e-6f));
            assertThat(b.toFloatArray()[1]).isCloseTo(-12f / 13 / (12f / 13 + 1), offset(1e-6f));
            assertThat(b.toFloatArray()[0]).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyStepsAgreeWithTheFormulaInDoublePrecision(long seed) {
        var random = new Random(seed);
        var options = new AdamWOptions(0.9, 0.98, 1e-8, 0.1, 1.5);
        double[] w = random.doubles(6).toArray();
        double[] m = new double[6];
        double[] v = new double[6];
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray array = manager.create(floats(w), new Shape(2, 3));
            var adamW = new AdamW(manager, new ArrayList<>(List.of(array)), options);
            for (int t = 1; t <= 50; t++) {
                double[] g = random.doubles(6, -1, 1).toArray();
                adamW.step(List.of(manager.create(floats(g), new Shape(2, 3))), 0.01);
                double norm = 0;
                for (double x : g) {
                    norm += x * x;
                }
                double scale = Math.min(1, 1.5 / Math.sqrt(norm));
                for (int i = 0; i < w.length; i++) {
                    m[i] = 0.9 * m[i] + 0.1 * scale * g[i];
                    v[i] = 0.98 * v[i] + 0.02 * scale * scale * g[i] * g[i];
                    double corrected = Math.sqrt(v[i] / (1 - Math.pow(0.98, t))) + 1e-8;
                    w[i] = w[i] * (1 - 0.01 * 0.1) - 0.01 * m[i] / (1 - Math.pow(0.9, t)) / corrected;
                }
            }
            for (int i = 0; i < w.length; i++) {
                assertThat((double) array.toFloatArray()[i])
                        .as("seed %d, weight %d", seed, i)
                        .isCloseTo(w[i], offset(1e-5));
            }
        }
    }

    @Test
    void gradientsThatAreNoNumbersChangeNothing() {
        try (NDManager manager = Torch.manager(Device.CPU)) {
            NDArray a = manager.create(new float[] {2});
            NDArray b = manager.create(new float[] {3});
            var adamW = new AdamW(manager, List.of(a, b), HAND);
            assertThat(adamW.step(
                            List.of(manager.create(new float[] {1}), manager.create(new float[] {Float.NaN})), 0.1))
                    .isNaN();
            assertThat(a.getFloat(0)).isEqualTo(2);
            assertThat(b.getFloat(0)).isEqualTo(3);
            // As a first step: corrected moments are g and g^2, so that each goes by the rate.
            adamW.step(List.of(manager.create(new float[] {1}), manager.create(new float[] {-4})), 0.1);
            assertThat(a.getFloat(0)).isCloseTo(1.9f, offset(1e-6f));
            assertThat(b.getFloat(0)).isCloseTo(3.1f, offset(1e-6f));
        }
    }

    @Test
    void impossibleSettingsAreRefused() {
        assertThatThrownBy(() -> new AdamWOptions(1, 0.98, 1e-8, 0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AdamW has beta1 1.0")
                .hasMessageContaining("expected betas in [0, 1)");
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
