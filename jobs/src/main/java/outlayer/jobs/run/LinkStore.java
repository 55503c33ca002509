package outlayer.jobs.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Local disks: the complete file is written beside and hard-linked to its name, which fails where that name is taken. Where
 * links are not supported (some network and FUSE mounts) the candidates of object stores serve.
 */
record LinkStore(CandidateStore withoutLinks) implements ManifestStore {

    private static final Logger LOG = LoggerFactory.getLogger(LinkStore.class);

    @Override
    public void put(Path unit, String attempt, String text) throws IOException {
        java.nio.file.Path directory = Storage.nio(unit);
        Files.createDirectories(directory);
        java.nio.file.Path whole = directory.resolve(".manifest-" + attempt + ".tmp");
        try {
            write(whole, text);
            Files.createLink(directory.resolve(NAME), whole);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is published already", unit);
        } catch (UnsupportedOperationException | FileSystemException e) {
            LOG.warn("No hard link under {} ({}); publishing a candidate instead", unit, e.getMessage());
            withoutLinks.put(unit, attempt, text);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** On the disk, not only in memory, before the name points at it. */
    private static void write(java.nio.file.Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
