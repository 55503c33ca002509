package outlayer.jobs.models;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The bytes of a safetensors file that its fingerprint reads: every tensor of at most 1 MiB whole; of a larger one 16 blocks of 64 KiB,
 * evenly spread, the first at its beginning and the last at its end.
 */
final class WeightBlocks {

    private static final int WHOLE = 1 << 20;
    private static final int BLOCK = 1 << 16;
    private static final int BLOCKS = 16;

    /** Blocks that touch are read at once, up to this many bytes. */
    private static final int LONGEST_READ = 4 << 20;

    /** A range of a file. */
    record Block(long offset, int length) {

        long end() {
            return offset + length;
        }
    }

    private record Range(long begin, long end) {}

    private WeightBlocks() {}

    /** The length of the header, from the first eight bytes. */
    static long headerLength(byte[] prefix) {
        return ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /**
     * Ascending, without overlap.
     *
     * @param header JSON from names to, among others, {@code data_offsets}, relative to the header's end
     */
    static List<Block> of(byte[] header) {
        JsonObject tensors = JsonParser.parseString(new String(header, StandardCharsets.UTF_8))
                .getAsJsonObject();
        List<Range> ranges = new ArrayList<>();
        for (Map.Entry<String, JsonElement> tensor : tensors.entrySet()) {
            if (!tensor.getKey().equals("__metadata__")) {
                JsonArray range = tensor.getValue().getAsJsonObject().getAsJsonArray("data_offsets");
                ranges.add(new Range(range.get(0).getAsLong(), range.get(1).getAsLong()));
            }
        }
        ranges.sort(Comparator.comparingLong(Range::begin));
        long start = Long.BYTES + (long) header.length;
        List<Block> blocks = new ArrayList<>();
        for (Range range : ranges) {
            blocks.addAll(spread(start + range.begin(), range.end() - range.begin()));
        }
        return joined(blocks);
    }

    /** Those of one tensor. */
    static List<Block> spread(long begin, long length) {
        if (length <= WHOLE) {
            return length == 0 ? List.of() : List.of(new Block(begin, (int) length));
        }
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            blocks.add(new Block(begin + (length - BLOCK) * i / (BLOCKS - 1), BLOCK));
        }
        return blocks;
    }

    private static List<Block> joined(List<Block> blocks) {
        List<Block> joined = new ArrayList<>();
        for (Block block : blocks) {
            Block last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.end() == block.offset() && last.length() + block.length() <= LONGEST_READ) {
                joined.set(joined.size() - 1, new Block(last.offset(), last.length() + block.length()));
            } else {
                joined.add(block);
            }
        }
        return joined;
    }
}
