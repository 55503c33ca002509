package outlayer.jobs.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/** How the numbers of a vector cell are stored, always little-endian. */
public enum Dtype {
    FLOAT32(4) {
        @Override
        void encode(float[] from, int offset, int count, byte[] to) {
            ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(from, offset, count);
        }

        @Override
        void decode(ByteBuffer from, float[] to, int offset, int count) {
            from.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(to, offset, count);
        }
    },
    /** The upper half of a float32, rounded to nearest, ties to even. */
    BFLOAT16(2) {
        @Override
        void encode(float[] from, int offset, int count, byte[] to) {
            ByteBuffer out = ByteBuffer.wrap(to).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                float value = from[offset + i];
                int bits = Float.floatToRawIntBits(value);
                int rounded = Float.isNaN(value) ? bits | 0x400000 : bits + 0x7fff + ((bits >>> 16) & 1);
                out.putShort((short) (rounded >>> 16));
            }
        }

        @Override
        void decode(ByteBuffer from, float[] to, int offset, int count) {
            ByteBuffer in = from.slice().order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                to[offset + i] = Float.intBitsToFloat(in.getShort() << 16);
            }
        }
    };

    private final int bytes;

    Dtype(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** Lower-case name, as files and settings write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that key. */
    public static Dtype named(String key) {
        return Arrays.stream(values())
                .filter(dtype -> dtype.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown dtype '" + key + "', expected one of "
                        + Arrays.stream(values()).map(Dtype::key).toList()));
    }

    /** Stores {@code count} numbers at the start of {@code to}. */
    abstract void encode(float[] from, int offset, int count, byte[] to);

    /** Reads {@code count} numbers from the buffer's position, which stays. */
    abstract void decode(ByteBuffer from, float[] to, int offset, int count);
}
