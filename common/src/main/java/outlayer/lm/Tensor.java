package outlayer.lm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Float32 values with a shape, in host memory: little-endian bytes, possibly a mapped file.
 *
 * @param bytes direct, position 0, four bytes a value in row-major order; not copied, and not to be written to
 */
record Tensor(List<Long> shape, ByteBuffer bytes) {

    Tensor {
        if (bytes.remaining() != size(shape) * Float.BYTES || !bytes.isDirect()) {
            throw new IllegalArgumentException(
                    "Tensor of shape " + shape + " has " + bytes.remaining() + (bytes.isDirect() ? "" : " heap")
                            + " bytes, expected " + size(shape) * Float.BYTES + " direct ones");
        }
    }

    static Tensor of(List<Long> shape, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Tensor(shape, bytes);
    }

    static long size(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    FloatBuffer values() {
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
