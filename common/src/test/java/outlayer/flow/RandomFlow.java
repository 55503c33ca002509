package outlayer.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import outlayer.checkpoint.Tensor;
import outlayer.linalg.Matrix;
import outlayer.torch.Device;

/**
 * A flow whose every learned number is random.
 *
 * @param weights by name
 */
record RandomFlow(FlowOptions options, FlowLayout layout, Whitening whitening, Map<String, Tensor> weights) {

    private static final int ROWS = 600;

    /** @param deviation of the numbers; 0: an untrained flow */
    static RandomFlow of(int d, double deviation, long seed) throws IOException {
        FlowOptions options = FlowOptions.standard(seed).fitting(64L * d, d);
        FlowLayout layout = new FlowLayout(d, options.architecture());
        RowSplit split = new RowSplit(seed, 0.1, ROWS);
        Whitening whitening = new WhiteningFit(Rows.of(sample(ROWS, d, seed)), split).whitening(layout.mixed());
        Random random = new Random(seed);
        Map<String, Tensor> weights = new TreeMap<>();
        for (FlowLayout.Weight weight : layout.weights()) {
            weights.put(weight.name(), drawn(weight, deviation, random));
        }
        return new RandomFlow(options, layout, whitening, weights);
    }

    Tensor tensor(FlowLayout.Weight weight) {
        return Objects.requireNonNull(weights.get(weight.name()));
    }

    /** As a file gives it. */
    Flow open() throws IOException {
        Path file = Files.createTempFile("flow", ".safetensors");
        try (Bijection bijection = Bijection.of(layout, whitening, this::tensor, Device.CPU)) {
            FlowFile.write(file, bijection, new FlowFile.Description(layout.dimension(), options, Map.of()));
        }
        Flow flow = Flow.open(file, Device.CPU);
        Files.delete(file);
        return flow;
    }

    private static Tensor drawn(FlowLayout.Weight weight, double deviation, Random random) {
        float[] values = new float[(int) Tensor.size(weight.shape())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * (weight.drawn() ? weight.deviation() : deviation));
        }
        return Tensor.of(weight.shape(), values);
    }

    /** Correlated, far from 0, of scales from 1 down to 0.1: s_j e_j + e_0 + 3. */
    static Matrix sample(int n, int d, long seed) {
        Random random = new Random(seed);
        Matrix x = Matrix.zeros(n, d);
        for (int i = 0; i < n; i++) {
            double common = random.nextGaussian();
            for (int j = 0; j < d; j++) {
                x.values()[i * d + j] = random.nextGaussian() * Math.pow(0.1, j / (double) d) + common + 3;
            }
        }
        return x;
    }
}
