package outlayer.lm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import outlayer.checkpoint.ElementType;
import outlayer.checkpoint.SafeTensors;
import outlayer.checkpoint.Tensor;

/** Arrays that the script kept, in float32 or bfloat16. */
final class GoldenTensors implements AutoCloseable {

    private final SafeTensors file;

    private GoldenTensors(SafeTensors file) {
        this.file = file;
    }

    static GoldenTensors open(Path path) throws IOException {
        return new GoldenTensors(SafeTensors.open(path));
    }

    float[] floats(String name, int... shape) throws IOException {
        List<Long> sizes = Arrays.stream(shape).asLongStream().boxed().toList();
        Tensor tensor = file.tensor(name, sizes);
        ByteBuffer bytes = tensor.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[(int) Tensor.size(sizes)];
        for (int i = 0; i < values.length; i++) {
            // A bfloat16 is the upper half of a float32.
            values[i] =
                    tensor.type() == ElementType.F32 ? bytes.getFloat() : Float.intBitsToFloat(bytes.getShort() << 16);
        }
        return values;
    }

    double[] doubles(String name, int size) throws IOException {
        float[] values = floats(name, size);
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            result[i] = values[i];
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
