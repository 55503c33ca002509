package outlayer.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** A data file being written into a unit: counts and sums its bytes on their way. One thread, one stream, once. */
public final class UnitFile implements OutputFile {

    private final Storage storage;
    private final Path path;
    private final String name;
    private final @Nullable String folder;
    private final CRC32C sum = new CRC32C();
    private long bytes;
    private long rows;
    private boolean opened;
    private boolean complete;

    /** A file of that attempt, in a folder of its directory or in the directory itself. */
    UnitFile(Storage storage, Path attempt, @Nullable String folder, String name) {
        this.storage = storage;
        this.path = new Path(folder == null ? attempt : new Path(attempt, folder), name);
        this.name = name;
        this.folder = folder;
    }

    /** For files that are not tables. */
    public OutputStream stream() throws IOException {
        return create(0);
    }

    /** Says how many table rows were written, for the manifest. */
    public void rows(long count) {
        rows = count;
    }

    @Override
    public PositionOutputStream create(long blockSizeHint) throws IOException {
        if (opened) {
            throw new IllegalStateException("File " + path + " is written once; it was opened before");
        }
        opened = true;
        try {
            return new Summed(storage.create(path));
        } catch (IOException e) {
            throw new IOException(
                    "Cannot write " + path + ": " + e.getMessage()
                            + ". Give run.root a place where this process may create files",
                    e);
        }
    }

    /** Never overwrites: an attempt's directory is fresh. */
    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return path.toString();
    }

    /** What the manifest is to say of it, once it is closed. */
    public DataFile declare() {
        if (!complete) {
            throw new IllegalStateException("File " + path + " was not closed before its unit was published");
        }
        return new DataFile(name, bytes, rows, crc(sum), folder);
    }

    static String crc(CRC32C sum) {
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private final class Summed extends PositionOutputStream {

        private final FSDataOutputStream out;

        Summed(FSDataOutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return bytes;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            sum.update(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            sum.update(buffer, offset, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
            complete = true;
        }
    }
}
