package outlayer.checkpoint;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * A safetensors file, mapped tensor by tensor: nothing is read before it is used, and nothing is copied. A tensor stays valid after
 * the file object is closed. Threads may share it.
 */
public final class SafeTensors implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final SafeTensorsHeader header;

    private SafeTensors(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        header = SafeTensorsHeader.read(file, channel);
    }

    /** Opens a file, and checks that it is as long as its header says. */
    public static SafeTensors open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafeTensors(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    public Path file() {
        return file;
    }

    public Set<String> names() {
        return header.entries().keySet();
    }

    /** What the file says of itself. */
    public SortedMap<String, String> metadata() {
        return Collections.unmodifiableSortedMap(header.metadata());
    }

    /** The tensor of that name and shape, mapped. */
    public Tensor tensor(String name, List<Long> shape) throws IOException {
        return map(require(name, shape), shape, 0);
    }

    /** Rows [from, from + count) of the matrix of that name and shape, mapped; the matrix itself may be of any size. */
    public Tensor rows(String name, List<Long> shape, long from, long count) throws IOException {
        SafeTensorsHeader.Entry entry = requireShape(name, shape);
        if (shape.size() != 2 || from < 0 || count < 1 || from + count > shape.get(0)) {
            throw new IllegalArgumentException(file + ": tensor " + name + " of shape " + shape + " was asked for "
                    + count + " rows from row " + from);
        }
        return map(entry, List.of(count, shape.get(1)), from);
    }

    /** Part of a tensor, from some row on. */
    private Tensor map(SafeTensorsHeader.Entry entry, List<Long> shape, long row) throws IOException {
        ElementType type = type(entry);
        long bytes = Tensor.size(shape) * type.bytes();
        long offset = row == 0 ? 0 : row * shape.get(1) * type.bytes();
        return new Tensor(
                type,
                shape,
                channel.map(FileChannel.MapMode.READ_ONLY, header.start() + entry.begin() + offset, bytes)
                        .order(ByteOrder.LITTLE_ENDIAN));
    }

    /** What {@link #tensor} would hold; refuses what it would refuse, and maps nothing. */
    ElementType check(String name, List<Long> shape) {
        return type(require(name, shape));
    }

    /** As {@link #check}, of what {@link #rows} maps. */
    ElementType checkRows(String name, List<Long> shape) {
        return type(requireShape(name, shape));
    }

    private SafeTensorsHeader.Entry requireShape(String name, List<Long> shape) {
        SafeTensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw refused(name, "is missing; the file has " + names().size() + " tensors");
        }
        if (!entry.shape().equals(shape)) {
            throw refused(name, "has shape " + entry.shape() + ", expected " + shape);
        }
        return entry;
    }

    /** As {@link #requireShape}, of a tensor that is mapped whole. */
    private SafeTensorsHeader.Entry require(String name, List<Long> shape) {
        SafeTensorsHeader.Entry entry = requireShape(name, shape);
        if (entry.bytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(file + ": tensor " + name + " has " + entry.bytes()
                    + " bytes, expected at most " + Integer.MAX_VALUE
                    + ", which is what one mapped buffer of Java can hold; store it in a shorter dtype");
        }
        return entry;
    }

    private ElementType type(SafeTensorsHeader.Entry entry) {
        return Arrays.stream(ElementType.values())
                .filter(type -> type.name().equals(entry.dtype()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(file + ": tensor " + entry.name() + " has dtype "
                        + entry.dtype() + ", expected F32, F16 or BF16; quantised weights are not supported"));
    }

    private IllegalArgumentException refused(String name, String finding) {
        return new IllegalArgumentException(
                file + ": tensor " + name + " " + finding + "; does the configuration belong to these weights?");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
