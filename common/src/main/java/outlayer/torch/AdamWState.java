package outlayer.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import outlayer.checkpoint.SafeTensors;
import outlayer.checkpoint.SafeTensorsWriter;
import outlayer.checkpoint.Tensor;

/**
 * What a step of AdamW depends on, as one safetensors file: {@code weight.00000} …, their moments {@code first.00000} … and
 * {@code second.00000} …, and {@code steps}.
 */
record AdamWState(List<NDArray> weights, List<NDArray> first, List<NDArray> second) {

    private static final List<String> KINDS = List.of("weight", "first", "second");
    private static final String STEPS = "steps";
    private static final List<Long> ONE = List.of(1L);

    /** All three, in the order of the kinds. */
    List<NDArray> arrays() {
        return Stream.of(weights, first, second).flatMap(List::stream).toList();
    }

    void write(Path file, long steps) throws IOException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        List<NDArray> arrays = arrays();
        for (int i = 0; i < arrays.size(); i++) {
            NDArray array = arrays.get(i);
            tensors.put(name(i), Tensor.of(shape(array), Torch.floats(array)));
        }
        // float32 counts whole steps up to 2^24
        tensors.put(STEPS, Tensor.of(ONE, new float[] {steps}));
        SafeTensorsWriter.write(file, tensors);
    }

    /** The values of {@link #arrays}, in their order. */
    List<NDArray> read(Path file, NDManager scope) throws IOException {
        List<NDArray> values = new ArrayList<>();
        try (SafeTensors tensors = SafeTensors.open(file)) {
            List<NDArray> arrays = arrays();
            for (int i = 0; i < arrays.size(); i++) {
                Shape shape = arrays.get(i).getShape();
                Tensor tensor = tensors.tensor(name(i), shape(arrays.get(i)));
                values.add(scope.create(tensor.values(), shape, DataType.FLOAT32));
            }
        }
        return values;
    }

    static long steps(Path file) throws IOException {
        try (SafeTensors tensors = SafeTensors.open(file)) {
            return (long) tensors.tensor(STEPS, ONE).values().get(0);
        }
    }

    private String name(int index) {
        return String.format(Locale.ROOT, "%s.%05d", KINDS.get(index / weights.size()), index % weights.size());
    }

    private static List<Long> shape(NDArray array) {
        return Arrays.stream(array.getShape().getShape()).boxed().toList();
    }
}
