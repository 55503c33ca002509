package outlayer.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tensors of random bits, for tests that compare bytes. */
final class RandomTensors {

    private RandomTensors() {}

    static Tensor of(ElementType type, List<Long> shape, Random random) {
        byte[] bits = new byte[(int) Tensor.size(shape) * type.bytes()];
        random.nextBytes(bits);
        return new Tensor(
                type, shape, ByteBuffer.allocateDirect(bits.length).put(bits).flip());
    }

    /** Every weight of a model, by name. */
    static SortedMap<String, Tensor> model(ModelConfig config, ElementType type, Random random) {
        var tensors = new TreeMap<String, Tensor>();
        for (WeightLayout.Weight weight : WeightLayout.of(config)) {
            tensors.put(weight.name(), of(type, weight.shape(), random));
        }
        return tensors;
    }

    /** All of them zero, for tests that read names and shapes. */
    static SortedMap<String, Tensor> zeros(Map<String, List<Long>> shapes) {
        var tensors = new TreeMap<String, Tensor>();
        shapes.forEach((name, shape) -> tensors.put(name, Tensor.of(shape, new float[(int) Tensor.size(shape)])));
        return tensors;
    }
}
