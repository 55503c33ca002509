package outlayer.jobs.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;

/** Brings one file of a commit to its destination, however often the connection breaks. For any number of threads. */
record Download(Hub hub, Repository repository, String commit, Destination destination, FetchProgress progress) {

    private static final int BUFFER_BYTES = 1 << 20;

    /** Whether the file had to be fetched; else it was there, only not recorded. */
    boolean bring(RemoteFile file) throws IOException, InterruptedException {
        if (intact(file)) {
            progress.moved(file.size());
            return false;
        }
        try (Part part = destination.parts().open(file)) {
            complete(part);
            destination.accept(part, file.path());
        }
        return true;
    }

    private boolean intact(RemoteFile file) throws IOException, InterruptedException {
        if (destination.length(file.path()).orElse(-1) != file.size()) {
            return false;
        }
        MessageDigest digest = file.checksum().digest(file.size());
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = destination.open(file.path())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
                if (Thread.interrupted()) {
                    throw new InterruptedException(file.path());
                }
            }
        }
        return file.checksum().of(digest).equals(file.checksum());
    }

    private void complete(Part part) throws InterruptedException {
        RemoteFile file = part.file();
        Attempts attempts = new Attempts(file.path(), hub.patience(), part.length());
        while (part.length() < file.size()) {
            try (Body body = hub.open(repository, commit, file, part.length())) {
                place(body, part);
                receive(body.bytes(), part);
            } catch (IOException e) {
                if (e instanceof StatusException status && status.status() == 416) {
                    restart(part);
                }
                attempts.failed(part.length(), e);
            }
        }
        part.verify();
    }

    /** A server that knows no ranges begins at 0, whatever it was asked. */
    private void place(Body body, Part part) throws IOException {
        long wanted = part.length();
        if (body.offset() != wanted) {
            restart(part);
            if (body.offset() != 0) {
                throw new IOException("asked for bytes from " + wanted + " on, given those from " + body.offset());
            }
        }
    }

    private void receive(TimedBody bytes, Part part) throws IOException, InterruptedException {
        for (List<ByteBuffer> buffers = bytes.next(); !buffers.isEmpty(); buffers = bytes.next()) {
            long before = part.length();
            part.append(buffers);
            progress.moved(part.length() - before);
        }
        if (part.length() < part.file().size()) {
            throw new EOFException("the answer ended after " + part.length() + " of "
                    + part.file().size() + " bytes");
        }
    }

    private void restart(Part part) {
        progress.moved(-part.length());
        part.restart();
    }
}
