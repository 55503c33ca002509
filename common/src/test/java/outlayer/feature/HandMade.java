package outlayer.feature;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.Architecture;
import outlayer.checkpoint.ModelConfig;
import outlayer.linalg.Matrix;
import outlayer.lm.Gradients;
import outlayer.lm.LinearProbe;
import outlayer.lm.Point;
import outlayer.lm.Readout;
import outlayer.stats.Gaussian;

/** Values, derivatives and trusted vectors without a model, for tests of effects. */
final class HandMade {

    private HandMade() {}

    /** So many blocks, each of so many heads of that size. */
    static ModelConfig config(int blocks, int heads, int headSize) {
        return new ModelConfig(
                Architecture.LLAMA,
                1000,
                8,
                8,
                blocks,
                heads,
                1,
                headSize,
                1e-5,
                10_000,
                null,
                null,
                false,
                64,
                null,
                false,
                false);
    }

    static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static Readout heads(int rows, SortedMap<Integer, float[]> byLayer) {
        Readout readout = new Readout(new double[rows], rows);
        byLayer.forEach((layer, values) -> readout.with(Point.HEADS, layer, values));
        return readout;
    }

    /** Of one layer, without probes. */
    static Gradients gradients(int rows, int layer, float[] values, float[] slopes) {
        return new Gradients(
                heads(rows, new TreeMap<>(Map.of(layer, values))),
                heads(rows, new TreeMap<>(Map.of(layer, slopes))),
                Map.of());
    }

    static Gradients gradients(Readout values, Readout ofLogOdds, List<LinearProbe> probes, List<Readout> ofProbes) {
        Map<LinearProbe, Readout> map = new LinkedHashMap<>();
        for (int i = 0; i < probes.size(); i++) {
            map.put(probes.get(i), ofProbes.get(i));
        }
        return new Gradients(values, ofLogOdds, map);
    }

    /** What a fit gives for n random trusted vectors. */
    static Gaussian gaussian(Random random, int n, int d) {
        double[] x = new double[n * d];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1 + random.nextGaussian();
        }
        return Gaussian.of(Matrix.of(n, d, x), 1e-9);
    }
}
