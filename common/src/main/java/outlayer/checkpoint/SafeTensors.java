package outlayer.checkpoint;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

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

    /** The tensor of that name and shape, mapped. */
    public Tensor tensor(String name, List<Long> shape) throws IOException {
        SafeTensorsHeader.Entry entry = require(name, shape);
        return new Tensor(
                type(entry),
                shape,
                channel.map(FileChannel.MapMode.READ_ONLY, header.start() + entry.begin(), entry.bytes())
                        .order(ByteOrder.LITTLE_ENDIAN));
    }

    /** What {@link #tensor} would hold; refuses what it would refuse, and maps nothing. */
    ElementType check(String name, List<Long> shape) {
        return type(require(name, shape));
    }

    private SafeTensorsHeader.Entry require(String name, List<Long> shape) {
        SafeTensorsHeader.Entry entry = header.entries().get(name);
        if (entry == null) {
            throw refused(name, "is missing; the file has " + names().size() + " tensors");
        }
        if (!entry.shape().equals(shape)) {
            throw refused(name, "has shape " + entry.shape() + ", expected " + shape);
        }
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
