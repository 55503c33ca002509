package outlayer.lm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A safetensors file, mapped tensor by tensor: nothing is read before it is used, and nothing is copied.
 *
 * <p>Format: header length (8 bytes, little-endian), header (JSON: name to dtype, shape and byte range), values. The ranges must
 * fill the file without gap or overlap. A tensor stays valid after the file object is closed.
 */
final class SafeTensors implements AutoCloseable {

    /** The format's own bound on headers: a larger number means that the file is something else. */
    private static final long MAX_HEADER_BYTES = 100_000_000;

    /** One header entry; the range is relative to the end of the header. */
    private record Entry(String name, String dtype, List<Long> shape, long begin, long end) {}

    private final Path file;
    private final FileChannel channel;
    private final long start;
    private final Map<String, Entry> entries = new TreeMap<>();

    private SafeTensors(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long length = fill(ByteBuffer.allocate(Long.BYTES), 0).getLong();
        if (length < 2 || length > MAX_HEADER_BYTES || length > channel.size() - Long.BYTES) {
            throw corrupt("header length is " + length + ", file has " + channel.size() + " bytes");
        }
        start = Long.BYTES + length;
        byte[] header = fill(ByteBuffer.allocate((int) length), Long.BYTES).array();
        try {
            JsonObject json = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            json.remove("__metadata__");
            json.entrySet().forEach(e -> entries.put(e.getKey(), entry(e.getKey(), e.getValue())));
        } catch (JsonParseException
                | IllegalStateException
                | NumberFormatException
                | NullPointerException
                | UnsupportedOperationException
                | IndexOutOfBoundsException e) {
            throw corrupt("header is not the expected JSON: " + e.getMessage());
        }
        checkRanges();
    }

    static SafeTensors open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafeTensors(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Set<String> names() {
        return entries.keySet();
    }

    /** The float32 tensor of that name and shape. */
    Tensor tensor(String name, List<Long> shape) throws IOException {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException(file + ": tensor " + name + " is missing; the file has " + entries.size()
                    + " tensors; does config.json belong to these weights?");
        }
        if (!entry.dtype().equals("F32")) {
            throw new IllegalArgumentException(
                    file + ": tensor " + name + " has dtype " + entry.dtype() + ", expected F32");
        }
        if (!entry.shape().equals(shape)) {
            throw new IllegalArgumentException(file + ": tensor " + name + " has shape " + entry.shape() + ", expected "
                    + shape + "; does config.json belong to these weights?");
        }
        long bytes = entry.end() - entry.begin();
        return new Tensor(
                shape,
                channel.map(FileChannel.MapMode.READ_ONLY, start + entry.begin(), bytes)
                        .order(ByteOrder.LITTLE_ENDIAN));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Entry entry(String name, JsonElement element) {
        JsonObject json = element.getAsJsonObject();
        var shape = new ArrayList<Long>();
        json.getAsJsonArray("shape").forEach(size -> shape.add(size.getAsLong()));
        JsonArray range = json.getAsJsonArray("data_offsets");
        return new Entry(
                name,
                json.get("dtype").getAsString(),
                List.copyOf(shape),
                range.get(0).getAsLong(),
                range.get(1).getAsLong());
    }

    private void checkRanges() throws IOException {
        long end = 0;
        var inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : inOrder) {
            if (entry.begin() != end || entry.end() < end) {
                throw corrupt("tensor " + entry.name() + " has bytes " + entry.begin() + " to " + entry.end()
                        + ", expected them to begin at " + end);
            }
            end = entry.end();
            long expected =
                    entry.dtype().equals("F32") ? Tensor.size(entry.shape()) * Float.BYTES : end - entry.begin();
            if (end - entry.begin() != expected) {
                throw corrupt("tensor " + entry.name() + " of shape " + entry.shape() + " has " + (end - entry.begin())
                        + " bytes, expected " + expected);
            }
        }
        if (start + end != channel.size()) {
            throw corrupt("file has " + channel.size() + " bytes, expected " + (start + end)
                    + " after its header; was it copied whole?");
        }
    }

    private ByteBuffer fill(ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw corrupt(
                        "file has " + channel.size() + " bytes, expected at least " + (position + buffer.limit()));
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private IllegalArgumentException corrupt(String finding) {
        return new IllegalArgumentException(file + ": not a whole safetensors file: " + finding);
    }
}
