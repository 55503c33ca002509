package outlayer.checkpoint;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Header of a safetensors file: its length (8 bytes, little-endian), then JSON, from each name to dtype, shape and byte range. The ranges
 * must fill the rest of the file without gap or overlap.
 */
final class SafeTensorsHeader {

    /** The format's own bound on headers: a larger number means that the file is something else. */
    private static final long MAX_BYTES = 100_000_000;

    /** Bytes of one value, of the dtypes of whole bytes; others may be in a file, with the length that they say. */
    private static final Map<String, Integer> VALUE_BYTES = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("F32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1),
            Map.entry("I64", 8),
            Map.entry("I32", 4),
            Map.entry("I16", 2),
            Map.entry("I8", 1),
            Map.entry("U64", 8),
            Map.entry("U32", 4),
            Map.entry("U16", 2),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));

    /** What the header says of a tensor; the range is relative to the end of the header. */
    record Entry(String name, String dtype, List<Long> shape, long begin, long end) {

        long bytes() {
            return end - begin;
        }
    }

    private final Path file;
    private final long fileBytes;
    private final long start;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final SortedMap<String, String> metadata = new TreeMap<>();

    private SafeTensorsHeader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        fileBytes = channel.size();
        long length = fill(channel, ByteBuffer.allocate(Long.BYTES), 0).getLong();
        if (length < 2 || length > MAX_BYTES || length > fileBytes - Long.BYTES) {
            throw corrupt("header length is " + length + ", file has " + fileBytes + " bytes");
        }
        start = Long.BYTES + length;
        byte[] header =
                fill(channel, ByteBuffer.allocate((int) length), Long.BYTES).array();
        try {
            JsonObject json = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                    .getAsJsonObject();
            JsonElement described = json.remove("__metadata__");
            if (described != null) {
                described
                        .getAsJsonObject()
                        .entrySet()
                        .forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
            }
            json.entrySet().forEach(e -> entries.put(e.getKey(), entry(e.getKey(), e.getValue())));
        } catch (JsonParseException
                | IllegalStateException
                | ClassCastException
                | NumberFormatException
                | NullPointerException
                | UnsupportedOperationException
                | IndexOutOfBoundsException e) {
            throw corrupt("header is not the expected JSON: " + e.getMessage());
        }
        checkRanges();
    }

    /** Reads the header at the front of a file, and holds it against the file's size. */
    static SafeTensorsHeader read(Path file, FileChannel channel) throws IOException {
        return new SafeTensorsHeader(file, channel);
    }

    /** Where in the file the ranges begin. */
    long start() {
        return start;
    }

    /** By name. */
    SortedMap<String, Entry> entries() {
        return entries;
    }

    /** What the file says of itself. */
    SortedMap<String, String> metadata() {
        return metadata;
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

    private void checkRanges() {
        long end = 0;
        var inOrder = new ArrayList<>(entries.values());
        inOrder.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        for (Entry entry : inOrder) {
            if (entry.begin() != end || entry.end() < end) {
                throw corrupt("tensor " + entry.name() + " has bytes " + entry.begin() + " to " + entry.end()
                        + ", expected them to begin at " + end);
            }
            end = entry.end();
            checkLength(entry);
        }
        if (start + end != fileBytes) {
            throw corrupt("file has " + fileBytes + " bytes, expected " + (start + end)
                    + " after its header; was it copied whole?");
        }
    }

    private void checkLength(Entry entry) {
        Integer valueBytes = VALUE_BYTES.get(entry.dtype());
        if (valueBytes == null) {
            return;
        }
        long expected;
        try {
            expected = Math.multiplyExact(Tensor.size(entry.shape()), valueBytes.longValue());
        } catch (ArithmeticException e) {
            expected = -1;
        }
        if (entry.bytes() != expected || entry.shape().stream().anyMatch(size -> size < 0)) {
            throw corrupt("tensor " + entry.name() + " of dtype " + entry.dtype() + " and shape " + entry.shape()
                    + " has " + entry.bytes() + " bytes"
                    + (expected < 0 ? "" : ", expected " + expected));
        }
    }

    private ByteBuffer fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw corrupt("file has " + fileBytes + " bytes, expected at least " + (position + buffer.limit()));
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private IllegalArgumentException corrupt(String finding) {
        return new IllegalArgumentException(file + ": not a whole safetensors file: " + finding);
    }

    /** The first bytes of a file with these tensors: length and JSON, padded to eight bytes. */
    static ByteBuffer bytes(Collection<Entry> entries, SortedMap<String, String> metadata) {
        var json = new JsonObject();
        var described = new JsonObject();
        described.addProperty("format", "pt"); // transformers refuses files without it
        metadata.forEach(described::addProperty);
        json.add("__metadata__", described);
        for (Entry entry : entries) {
            var tensor = new JsonObject();
            tensor.addProperty("dtype", entry.dtype());
            var shape = new JsonArray();
            entry.shape().forEach(shape::add);
            tensor.add("shape", shape);
            var range = new JsonArray();
            range.add(entry.begin());
            range.add(entry.end());
            tensor.add("data_offsets", range);
            json.add(entry.name(), tensor);
        }
        byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
        int length = (text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(text);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        return header.flip();
    }
}
