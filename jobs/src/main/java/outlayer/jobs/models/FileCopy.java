package outlayer.jobs.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * One file on its way to a local disk: {@code NAME.part} grows, becomes {@code NAME} when it is whole, and {@code NAME.source} says which
 * length and time of the source it belongs to. What an earlier attempt copied is kept while the source has both of them still.
 */
final class FileCopy {

    static final String SOURCE = ".source";

    private static final int BUFFER = 1 << 20;

    private final ModelDirectory from;
    private final ModelFile file;
    private final Path whole;
    private final Path part;
    private final Path source;

    FileCopy(ModelDirectory from, ModelFile file, Path to) {
        this.from = from;
        this.file = file;
        whole = to.resolve(file.name());
        part = to.resolve(file.name() + ".part");
        source = to.resolve(file.name() + SOURCE);
    }

    /** Bytes that are still to be copied; forgets what belongs to another state of the source. */
    long missing() throws IOException {
        String state = file.length() + " " + file.modified();
        if (!Files.exists(source) || !Files.readString(source).equals(state)) {
            Files.deleteIfExists(whole);
            Files.deleteIfExists(part);
            Files.writeString(source, state);
        }
        if (Files.exists(whole)) {
            return 0;
        }
        return file.length() - (Files.exists(part) ? Files.size(part) : 0);
    }

    /** Copies what is missing. */
    void finish() throws IOException {
        long missing = missing();
        if (missing == 0 && Files.exists(whole)) {
            return;
        }
        try (FSDataInputStream in = from.open(file, ModelDirectory.ReadPolicy.WHOLE);
                FileChannel out = FileChannel.open(
                        part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            in.seek(file.length() - missing);
            byte[] buffer = new byte[BUFFER];
            while (missing > 0) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, missing));
                if (read < 0) {
                    throw new EOFException(
                            from + "/" + file.name() + " ends " + missing + " bytes before its length of "
                                    + file.length() + "; was it replaced while it was copied?");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                missing -= read;
            }
            out.force(true);
        }
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    }
}
