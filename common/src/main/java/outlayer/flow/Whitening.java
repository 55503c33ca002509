package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.SafeTensors;
import outlayer.checkpoint.Tensor;

/**
 * The linear map to uncorrelated numbers of variance one that a flow begins with: u = ((x - mean) / scales) basis / spreads, with an
 * orthonormal basis, so that ln |det| = -sum ln(scales spreads). Fixed while the rest is trained.
 */
final class Whitening {

    private static final String PREFIX = "whitening.";

    private final float[] mean;
    private final float[] scales;
    private final float[] basis;
    private final float[] spreads;

    /** Not copied; the basis has a direction a column. */
    Whitening(float[] mean, float[] scales, float[] basis, float[] spreads) {
        this.mean = mean;
        this.scales = scales;
        this.basis = basis;
        this.spreads = spreads;
    }

    static Whitening read(SafeTensors file, int dimension) throws IOException {
        List<Long> vector = List.of((long) dimension);
        return new Whitening(
                floats(file, "mean", vector),
                floats(file, "scales", vector),
                floats(file, "basis", List.of((long) dimension, (long) dimension)),
                floats(file, "spreads", vector));
    }

    private static float[] floats(SafeTensors file, String name, List<Long> shape) throws IOException {
        FloatBuffer values = file.tensor(PREFIX + name, shape).values();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    SortedMap<String, Tensor> tensors() {
        List<Long> vector = List.of((long) dimension());
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        tensors.put(PREFIX + "mean", Tensor.of(vector, mean));
        tensors.put(PREFIX + "scales", Tensor.of(vector, scales));
        tensors.put(PREFIX + "basis", Tensor.of(List.of((long) dimension(), (long) dimension()), basis));
        tensors.put(PREFIX + "spreads", Tensor.of(vector, spreads));
        return tensors;
    }

    int dimension() {
        return mean.length;
    }

    float[] mean() {
        return mean;
    }

    float[] scales() {
        return scales;
    }

    float[] basis() {
        return basis;
    }

    float[] spreads() {
        return spreads;
    }

    /** ln |det|. */
    double logDeterminant() {
        double sum = 0;
        for (int j = 0; j < mean.length; j++) {
            sum += Math.log(scales[j]) + Math.log(spreads[j]);
        }
        return -sum;
    }
}
