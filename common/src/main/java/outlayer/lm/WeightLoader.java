package outlayer.lm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import outlayer.checkpoint.ElementType;
import outlayer.checkpoint.Tensor;
import outlayer.torch.Device;
import outlayer.torch.ScriptModule;

/**
 * Brings tensors of files onto a device. DJL has no name for bfloat16: such arrays are made by the script, and Java must never ask them for
 * their type.
 */
final class WeightLoader {

    private final NDManager manager;
    private final ScriptModule script;
    /** An empty array of each element type on the device. */
    private final Map<ElementType, NDArray> samples;
    /** Memory that arrays stand in and do not own. */
    private final List<ByteBuffer> kept = new ArrayList<>();

    /** @param manager owner of what is loaded; the loader must be reachable as long as what it has loaded */
    WeightLoader(NDManager manager, ScriptModule script) {
        this.manager = manager;
        this.script = script;
        NDList empty = script.call("samples", new NDList(manager.create(0f)));
        samples = Map.of(ElementType.F32, empty.get(0), ElementType.F16, empty.get(1), ElementType.BF16, empty.get(2));
    }

    /** An array without numbers: what the script takes for absent. */
    NDArray empty(Precision precision) {
        return Objects.requireNonNull(samples.get(precision.elements()));
    }

    /** The tensor in that precision. On the processor nothing is copied where the tensor has it already. */
    NDArray load(Tensor tensor, Precision precision) {
        NDArray stored = inHostMemory(tensor);
        if (tensor.type() == precision.elements() && !manager.getDevice().isGpu()) {
            kept.add(tensor.bytes());
            return stored;
        }
        try (stored) {
            NDArray loaded =
                    script.call("convert", new NDList(stored, empty(precision))).singletonOrThrow();
            loaded.attach(manager);
            return loaded;
        } finally {
            // The array refers to a bfloat16 tensor's memory without holding it.
            Reference.reachabilityFence(tensor);
        }
    }

    /** An array that stands in the tensor's own memory. */
    private NDArray inHostMemory(Tensor tensor) {
        Shape shape =
                new Shape(tensor.shape().stream().mapToLong(Long::longValue).toArray());
        NDManager host = manager.getDevice().isGpu() ? manager.newSubManager(Device.CPU.djl()) : manager;
        if (tensor.type() == ElementType.F32) {
            return host.create(tensor.bytes(), shape, DataType.FLOAT32);
        }
        if (tensor.type() == ElementType.F16) {
            return host.create(tensor.bytes(), shape, DataType.FLOAT16);
        }
        try (NDArray room = host.create(shape, DataType.FLOAT16)) {
            NDArray array = script.call("bfloat16", new NDList(room)).singletonOrThrow();
            JniUtils.set((PtNDArray) array, tensor.bytes());
            return array;
        }
    }
}
