package outlayer.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Numbers with a shape, in host memory: little-endian bytes, possibly a mapped file.
 *
 * @param bytes direct, position 0, values in row-major order; not copied, and not to be written to
 */
public record Tensor(ElementType type, List<Long> shape, ByteBuffer bytes) {

    public Tensor {
        if (bytes.remaining() != size(shape) * type.bytes() || !bytes.isDirect()) {
            throw new IllegalArgumentException("Tensor " + type + " of shape " + shape + " has " + bytes.remaining()
                    + (bytes.isDirect() ? "" : " heap") + " bytes, expected " + size(shape) * type.bytes()
                    + " direct ones");
        }
    }

    /** A float32 tensor in memory of its own. */
    public static Tensor of(List<Long> shape, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Tensor(ElementType.F32, shape, bytes);
    }

    /** How many numbers a shape holds. */
    public static long size(List<Long> shape) {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** The numbers of a float32 tensor. */
    public FloatBuffer values() {
        if (type != ElementType.F32) {
            throw new IllegalStateException("Tensor holds " + type + ", expected F32");
        }
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    /** Copies numbers of any type, from position {@code from} in row-major order on, as many as {@code target} holds. */
    public void read(int from, double[] target) {
        ByteBuffer view = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(from * type.bytes());
        for (int i = 0; i < target.length; i++) {
            target[i] = switch (type) {
                case F32 -> view.getFloat();
                case BF16 -> Float.intBitsToFloat(view.getShort() << 16); // the upper half of a float32
                case F16 -> half(view.getShort());
            };
        }
    }

    /** IEEE 754 binary16: a sign, five bits of exponent, ten of significand. */
    private static double half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int significand = bits & 0x3ff;
        double magnitude = exponent == 0
                ? Math.scalb((double) significand, -24)
                : exponent < 31
                        ? Math.scalb(1024.0 + significand, exponent - 25)
                        : significand == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        return bits < 0 ? -magnitude : magnitude;
    }
}
