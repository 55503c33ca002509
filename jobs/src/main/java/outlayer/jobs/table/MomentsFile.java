package outlayer.jobs.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import outlayer.jobs.run.RunFile;
import outlayer.jobs.run.UnitFile;
import outlayer.stats.Moments;

/**
 * Moments of some rows of one layer, on their way to the task that merges them: a format word, the dimension d, the count n,
 * the mean [d] and the packed upper triangle of the scatter [d (d + 1) / 2], all little-endian, in double precision.
 *
 * <p>No table: nobody queries it, zstd gains nothing on such digits, and at d = 4096 it is 67 MB a layer.
 */
public final class MomentsFile {

    /** The letters {@code moments1}, read as a little-endian number. */
    private static final long FORMAT = 0x3173_746e_656d_6f6dL;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES + Long.BYTES;
    private static final int CHUNK = 1 << 17;

    private MomentsFile() {}

    /** The file of one layer in a fit unit. */
    public static String fileName(int layer) {
        return "moments-" + VectorSchema.column(layer) + ".bin";
    }

    public static void write(UnitFile file, Moments moments) {
        try (OutputStream out = file.stream()) {
            byte[] header = new byte[HEADER_BYTES];
            littleEndian(header).putLong(FORMAT).putInt(moments.dimension()).putLong(moments.n());
            out.write(header);
            write(out, moments.mean());
            write(out, moments.packedScatter());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file.getPath(), e);
        }
    }

    /** Compares the checksum first: these bytes have no other guard. */
    public static Moments read(RunFile file) {
        file.verify();
        try (InputStream in = file.open()) {
            ByteBuffer header = littleEndian(in.readNBytes(HEADER_BYTES));
            if (header.remaining() < HEADER_BYTES || header.getLong() != FORMAT) {
                throw new IllegalArgumentException(
                        "File " + file + " does not begin with 'moments1'. Was it made by another stage or version?");
            }
            int d = header.getInt();
            long n = header.getLong();
            long cells = d + d * (d + 1L) / 2;
            long expected = HEADER_BYTES + cells * Double.BYTES;
            if (file.getLength() != expected) {
                throw new IllegalArgumentException("File " + file + " has " + file.getLength() + " bytes, expected "
                        + expected + " for dimension " + d);
            }
            double[] mean = read(in, d);
            return Moments.of(n, mean, read(in, Math.toIntExact(cells - d)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void write(OutputStream out, double[] values) throws IOException {
        byte[] chunk = new byte[Math.min(CHUNK, values.length) * Double.BYTES];
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            littleEndian(chunk).asDoubleBuffer().put(values, from, count);
            out.write(chunk, 0, count * Double.BYTES);
        }
    }

    private static double[] read(InputStream in, int length) throws IOException {
        double[] values = new double[length];
        byte[] chunk = new byte[Math.min(CHUNK, length) * Double.BYTES];
        for (int from = 0; from < length; from += CHUNK) {
            int count = Math.min(CHUNK, length - from);
            in.readNBytes(chunk, 0, count * Double.BYTES);
            littleEndian(chunk).asDoubleBuffer().get(values, from, count);
        }
        return values;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
