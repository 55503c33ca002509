package outlayer.lm;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;

/** Writes float32 tensors as one safetensors file: sorted by name, header padded to eight bytes, so equal weights give equal bytes. */
final class SafeTensorsWriter {

    private SafeTensorsWriter() {}

    static void write(Path file, SortedMap<String, Tensor> tensors) throws IOException {
        byte[] json = header(tensors).toString().getBytes(StandardCharsets.UTF_8);
        int length = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(length).put(json);
        while (header.hasRemaining()) {
            header.put((byte) ' ');
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, header.flip());
            for (Tensor tensor : tensors.values()) {
                writeAll(channel, tensor.bytes().duplicate());
            }
        }
    }

    private static JsonObject header(SortedMap<String, Tensor> tensors) {
        var header = new JsonObject();
        var metadata = new JsonObject();
        metadata.addProperty("format", "pt"); // transformers refuses files without it
        header.add("__metadata__", metadata);
        long begin = 0;
        for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
            long end = begin + named.getValue().bytes().remaining();
            var entry = new JsonObject();
            entry.addProperty("dtype", "F32");
            var shape = new JsonArray();
            named.getValue().shape().forEach(shape::add);
            entry.add("shape", shape);
            var range = new JsonArray();
            range.add(begin);
            range.add(end);
            entry.add("data_offsets", range);
            header.add(named.getKey(), entry);
            begin = end;
        }
        return header;
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
