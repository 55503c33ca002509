package outlayer.jobs.models;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a model's directory holds, as one hash; it enters the key of every unit that runs the model, so that changed weights are never
 * taken for the old. A copy has the fingerprint of its source.
 *
 * <p>Hashed are names and lengths of the needed files, small files whole, of safetensors files the header whole and of each tensor the
 * blocks of {@link WeightBlocks}. Always noticed: another configuration, tokenizer, tensor name, shape, dtype or length; any change in a
 * tensor of up to 1 MiB; a change of larger tensors that touches one of their blocks, as training, merging, rounding, reordering or
 * truncating does. Not noticed: a change of a larger tensor that leaves all of its 16 blocks as they were, such as a single flipped bit;
 * against that, file systems and object stores have checksums of their own. 16 GB are known by about 230 MB.
 */
final class ModelFingerprint {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFingerprint.class);

    private static final int DIGITS = 24;
    private static final long HEADER_LIMIT = 100_000_000;
    private static final int BYTES_AT_ONCE = 16 << 20;

    /** What was hashed in this JVM, by names, lengths and times of the files. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private ModelFingerprint() {}

    /** SHA-256, first 24 hexadecimal digits. */
    static String of(ModelDirectory directory, DirectoryKind kind) throws IOException {
        List<ModelFile> files = NeededFiles.of(directory, kind);
        String state = directory + " " + files;
        String known = KNOWN.get(state);
        if (known == null) {
            long start = System.nanoTime();
            known = hash(directory, files);
            LOG.debug("Fingerprint of {} is {}, {} ms", directory, known, (System.nanoTime() - start) / 1_000_000);
            KNOWN.put(state, known);
        }
        return known;
    }

    private static String hash(ModelDirectory directory, List<ModelFile> files) throws IOException {
        MessageDigest digest = sha256();
        for (ModelFile file : files) {
            digest.update((file.name() + " " + file.length() + "\n").getBytes(StandardCharsets.UTF_8));
            if (file.isSafeTensors()) {
                weights(directory, file, digest);
            } else {
                try (InputStream in = directory.open(file, ModelDirectory.ReadPolicy.WHOLE)) {
                    digest.update(in.readAllBytes());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static void weights(ModelDirectory directory, ModelFile file, MessageDigest digest) throws IOException {
        try (FSDataInputStream in = directory.open(file, ModelDirectory.ReadPolicy.RANDOM)) {
            byte[] header = header(directory, file, in);
            digest.update(header);
            List<FileRange> ranges = new ArrayList<>();
            int bytes = 0;
            for (WeightBlocks.Block block : blocks(directory, file, header)) {
                if (bytes + block.length() > BYTES_AT_ONCE) {
                    read(in, ranges, digest);
                    ranges.clear();
                    bytes = 0;
                }
                ranges.add(FileRange.createFileRange(block.offset(), block.length()));
                bytes += block.length();
            }
            read(in, ranges, digest);
        }
    }

    private static byte[] header(ModelDirectory directory, ModelFile file, FSDataInputStream in) throws IOException {
        byte[] prefix = new byte[Long.BYTES];
        long length = -1;
        if (file.length() >= prefix.length) {
            in.readFully(0, prefix);
            length = WeightBlocks.headerLength(prefix);
        }
        if (length < 2 || length > HEADER_LIMIT || prefix.length + length > file.length()) {
            throw broken(directory, file, "a header of " + length + " bytes", null);
        }
        byte[] header = new byte[(int) length];
        in.readFully(prefix.length, header);
        return header;
    }

    private static List<WeightBlocks.Block> blocks(ModelDirectory directory, ModelFile file, byte[] header) {
        List<WeightBlocks.Block> blocks;
        try {
            blocks = WeightBlocks.of(header);
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | NullPointerException
                | IndexOutOfBoundsException e) {
            throw broken(directory, file, "a header that is not its JSON", e);
        }
        long end = blocks.isEmpty()
                ? Long.BYTES + (long) header.length
                : blocks.get(blocks.size() - 1).end();
        if (end != file.length()) {
            throw broken(directory, file, "tensors up to byte " + end, null);
        }
        return blocks;
    }

    private static IllegalArgumentException broken(
            ModelDirectory directory, ModelFile file, String found, @Nullable Exception cause) {
        return new IllegalArgumentException(
                directory + "/" + file.name() + " of " + file.length()
                        + " bytes is not a whole safetensors file: found " + found + ". Copy or download it again",
                cause);
    }

    /** All ranges at once: an object store answers several at the same time. */
    private static void read(FSDataInputStream in, List<FileRange> ranges, MessageDigest digest) throws IOException {
        if (ranges.isEmpty()) {
            return;
        }
        in.readVectored(ranges, ByteBuffer::allocate);
        for (FileRange range : ranges) {
            try {
                digest.update(range.getData().get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("Interrupted while reading weights").initCause(e);
            } catch (ExecutionException e) {
                throw new IOException("Cannot read " + range + ": " + e.getCause(), e);
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
