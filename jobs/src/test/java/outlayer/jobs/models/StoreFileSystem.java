package outlayer.jobs.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Local files under the scheme {@code store}, which must be copied before they can be mapped; it counts, and can be slow or break. */
public final class StoreFileSystem extends RawLocalFileSystem {

    /** Bytes that this JVM read in sequence: what was copied, and small files that were hashed whole. */
    static final AtomicLong SEQUENTIAL = new AtomicLong();

    /** Bytes that this JVM read at positions: what was hashed of weights. */
    static final AtomicLong POSITIONED = new AtomicLong();

    private static final String PAUSE = "store.pause.millis";
    private static final String BREAK = "store.break.after";

    static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.setClass("fs.store.impl", StoreFileSystem.class, FileSystem.class);
        configuration.setBoolean("fs.store.impl.disable.cache", true);
        return configuration;
    }

    /** One that pauses before each piece that is read in sequence. */
    static Configuration slow(int millis) {
        Configuration configuration = configuration();
        configuration.setInt(PAUSE, millis);
        return configuration;
    }

    /** One whose connection is lost after so many bytes of a file. */
    static Configuration breaking(long bytes) {
        Configuration configuration = configuration();
        configuration.setLong(BREAK, bytes);
        return configuration;
    }

    static String location(java.nio.file.Path directory) {
        return "store://" + directory;
    }

    @Override
    public String getScheme() {
        return "store";
    }

    @Override
    public URI getUri() {
        return URI.create("store:///");
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return new FSDataInputStream(new Stream(super.open(path, bufferSize), getConf()));
    }

    private static final class Stream extends FSInputStream {

        private final FSDataInputStream in;
        private final int pauseMillis;
        private final long breakAfter;
        private long sequential;

        Stream(FSDataInputStream in, Configuration configuration) {
            this.in = in;
            pauseMillis = configuration.getInt(PAUSE, 0);
            breakAfter = configuration.getLong(BREAK, Long.MAX_VALUE);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                Thread.sleep(pauseMillis);
            } catch (InterruptedException e) {
                throw new InterruptedIOException(e.getMessage());
            }
            if (sequential >= breakAfter) {
                throw new IOException("the connection was lost");
            }
            int read = in.read(buffer, offset, (int) Math.min(length, Math.max(1, breakAfter - sequential)));
            sequential += Math.max(0, read);
            SEQUENTIAL.addAndGet(Math.max(0, read));
            return read;
        }

        @Override
        public int read(long position, byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(position, buffer, offset, length);
            POSITIONED.addAndGet(Math.max(0, read));
            return read;
        }

        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public boolean seekToNewSource(long position) {
            return false;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
