package outlayer.jobs.run;

import java.io.EOFException;
import java.io.IOException;
import org.apache.hadoop.fs.FSInputStream;

/** A file that was read whole, behind Hadoop's interface of streams. */
final class BytesInMemory extends FSInputStream {

    private final byte[] bytes;
    private int position;

    BytesInMemory(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public void seek(long to) throws IOException {
        if (to < 0 || to > bytes.length) {
            throw new EOFException("Cannot seek to " + to + " of " + bytes.length + " bytes");
        }
        position = (int) to;
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public boolean seekToNewSource(long to) {
        return false;
    }

    @Override
    public int read() {
        return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (length > 0 && position == bytes.length) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        return bytes.length - position;
    }
}
