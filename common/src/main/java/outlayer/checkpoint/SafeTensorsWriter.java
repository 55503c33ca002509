package outlayer.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes tensors as one safetensors file, so that equal weights give equal bytes: longer element types first, which keeps every
 * tensor aligned for readers that need it, then by name.
 */
public final class SafeTensorsWriter {

    private SafeTensorsWriter() {}

    public static void write(Path file, SortedMap<String, Tensor> tensors) throws IOException {
        write(file, tensors, new TreeMap<>());
    }

    /** With what the file says of itself, beside what other readers insist on. */
    public static void write(Path file, SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata)
            throws IOException {
        List<Map.Entry<String, Tensor>> inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(Comparator.comparing(named -> -named.getValue().type().bytes()));
        var entries = new ArrayList<SafeTensorsHeader.Entry>();
        long begin = 0;
        for (Map.Entry<String, Tensor> named : inOrder) {
            Tensor tensor = named.getValue();
            long end = begin + tensor.bytes().remaining();
            entries.add(
                    new SafeTensorsHeader.Entry(named.getKey(), tensor.type().name(), tensor.shape(), begin, end));
            begin = end;
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            writeAll(channel, SafeTensorsHeader.bytes(entries, metadata));
            for (Map.Entry<String, Tensor> named : inOrder) {
                writeAll(channel, named.getValue().bytes().duplicate());
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
