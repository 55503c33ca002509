package outlayer.stats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Moments as bytes, little-endian: magic {@code OLM1}, dimension (int32), n (int64), mean, packed upper scatter
 * (float64). Written and read in pieces of one megabyte, so a triangle is never doubled in memory.
 */
public final class MomentsFormat {

    private static final int MAGIC = 0x314D4C4F;
    private static final int HEADER_BYTES = 16;
    private static final int PIECE_BYTES = 1 << 20;

    private MomentsFormat() {}

    public static void write(Moments moments, OutputStream out) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC).putInt(moments.dimension()).putLong(moments.n());
        out.write(header.array());
        writeDoubles(moments.mean(), out);
        writeDoubles(moments.packedScatter(), out);
    }

    public static Moments read(InputStream in) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.remaining() < HEADER_BYTES || header.getInt() != MAGIC) {
            throw new IOException("No moments here: the bytes do not begin with OLM1");
        }
        int dimension = header.getInt();
        long n = header.getLong();
        double[] mean = readDoubles(dimension, in);
        return Moments.of(n, mean, readDoubles(Moments.packedLength(dimension), in));
    }

    private static void writeDoubles(double[] values, OutputStream out) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += PIECE_BYTES / Double.BYTES) {
            int count = Math.min(PIECE_BYTES / Double.BYTES, values.length - from);
            piece.asDoubleBuffer().put(values, from, count);
            out.write(piece.array(), 0, count * Double.BYTES);
        }
    }

    private static double[] readDoubles(int length, InputStream in) throws IOException {
        double[] values = new double[length];
        for (int from = 0; from < length; from += PIECE_BYTES / Double.BYTES) {
            int count = Math.min(PIECE_BYTES / Double.BYTES, length - from);
            byte[] piece = in.readNBytes(count * Double.BYTES);
            if (piece.length < count * Double.BYTES) {
                throw new EOFException("Moments end after %d of %d numbers".formatted(from + piece.length / 8, length));
            }
            ByteBuffer.wrap(piece)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asDoubleBuffer()
                    .get(values, from, count);
        }
        return values;
    }
}
