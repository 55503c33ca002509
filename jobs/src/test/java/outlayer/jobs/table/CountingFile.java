package outlayer.jobs.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** Counts the bytes that are read from a file. */
public final class CountingFile implements InputFile {

    private final InputFile file;
    private final AtomicLong bytes = new AtomicLong();

    public CountingFile(InputFile file) {
        this.file = file;
    }

    public long bytesRead() {
        return bytes.get();
    }

    @Override
    public long getLength() throws IOException {
        return file.getLength();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        SeekableInputStream in = file.newStream();
        return new DelegatingSeekableInputStream(in) {
            @Override
            public long getPos() throws IOException {
                return in.getPos();
            }

            @Override
            public void seek(long position) throws IOException {
                in.seek(position);
            }

            @Override
            public int read(ByteBuffer buffer) throws IOException {
                int n = in.read(buffer);
                bytes.addAndGet(Math.max(n, 0));
                return n;
            }

            @Override
            public void readFully(ByteBuffer buffer) throws IOException {
                bytes.addAndGet(buffer.remaining());
                in.readFully(buffer);
            }

            @Override
            public int read() throws IOException {
                bytes.incrementAndGet();
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = in.read(buffer, offset, length);
                bytes.addAndGet(Math.max(n, 0));
                return n;
            }

            @Override
            public void readFully(byte[] buffer, int offset, int length) throws IOException {
                in.readFully(buffer, offset, length);
                bytes.addAndGet(length);
            }

            @Override
            public void readFully(byte[] buffer) throws IOException {
                readFully(buffer, 0, buffer.length);
            }
        };
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
