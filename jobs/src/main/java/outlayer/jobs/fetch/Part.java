package outlayer.jobs.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;

/**
 * The growing local copy of one file, digested as it grows. One process at a time, by a lock; one thread. Whatever the disk
 * has against it is a {@link FetchException}, so that every {@link IOException} around it is the network's.
 */
final class Part implements AutoCloseable {

    private final Path path;
    private final RemoteFile file;
    private final FileChannel channel;
    private MessageDigest digest;
    private long length;

    private Part(Path path, RemoteFile file, FileChannel channel) {
        this.path = path;
        this.file = file;
        this.channel = channel;
        this.digest = file.checksum().digest(file.size());
    }

    /** Goes on with what an earlier fetch left there. */
    static Part open(Path path, RemoteFile file) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, path);
            Part part = new Part(path, file, channel);
            part.take();
            return part;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    RemoteFile file() {
        return file;
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    /** What arrived next. More than the file has is an error, and the end of this part. */
    void append(List<ByteBuffer> buffers) {
        try {
            for (ByteBuffer buffer : buffers) {
                length += buffer.remaining();
                digest.update(buffer.duplicate());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        if (length > file.size()) {
            throw worthless("found " + length + " bytes or more, expected " + file.size());
        }
    }

    /** Forgets what is there. */
    void restart() {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw failed(e);
        }
        digest = file.checksum().digest(file.size());
        length = 0;
    }

    /** The whole file is there and is what the hub states, on the disk itself; else it is deleted. Ends the digest. */
    void verify() {
        Checksum found = file.checksum().of(digest);
        if (length != file.size() || !found.equals(file.checksum())) {
            throw worthless("found " + length + " bytes with " + found + ", expected " + file.size() + " bytes with "
                    + file.checksum());
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Digests what is there; a part longer than the file is none. */
    private void take() throws IOException {
        if (channel.size() > file.size()) {
            channel.truncate(0);
        }
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        while (channel.read(buffer.clear()) >= 0) {
            length += buffer.flip().remaining();
            digest.update(buffer);
        }
    }

    /** Held until the channel is closed. */
    private static void lock(FileChannel channel, Path path) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by another thread of this process; said below.
        }
        throw new FetchException(path + ": another fetch is writing it; wait for it, or end it");
    }

    private FetchException failed(IOException e) {
        return new FetchException("Cannot write " + path + ": " + e + ". What has arrived is kept", e);
    }

    private FetchException worthless(String evidence) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            return failed(e);
        }
        return new FetchException(
                file.path() + ": " + evidence + ". The part is deleted; start again, and if it happens"
                        + " again, what serves HF_ENDPOINT does not give what this commit states");
    }
}
