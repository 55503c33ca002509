package outlayer.flow;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import outlayer.checkpoint.SafeTensors;
import outlayer.checkpoint.Tensor;

/**
 * The linear map to uncorrelated numbers of variance one that a flow begins with: u = ((x - mean) / deviations) basis / spreads, with an
 * orthonormal basis, so that ln |det| = -sum ln(deviations spreads). Fixed while the rest is trained.
 */
final class Whitening {

    private static final String PREFIX = "whitening.";

    private final float[] mean;
    private final float[] deviations;
    private final float[] basis;
    private final float[] spreads;

    /** Not copied; the basis has a direction a column. */
    Whitening(float[] mean, float[] deviations, float[] basis, float[] spreads) {
        this.mean = mean;
        this.deviations = deviations;
        this.basis = basis;
        this.spreads = spreads;
    }

    static Whitening read(SafeTensors file, int dimension) throws IOException {
        List<Long> vector = List.of((long) dimension);
        return new Whitening(
                floats(file, "mean", vector),
                floats(file, "deviations", vector),
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
        tensors.put(PREFIX + "deviations", Tensor.of(vector, deviations));
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

    float[] deviations() {
        return deviations;
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
            sum += Math.log(deviations[j]) + Math.log(spreads[j]);
        }
        return -sum;
    }
}
