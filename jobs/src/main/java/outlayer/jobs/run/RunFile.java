package outlayer.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A published data file that is there in its full length; can be sent to an executor and read there. */
public final class RunFile implements InputFile, Serializable {

    private static final String AGAIN = "Remove the manifest to have the unit computed again: ";

    private final Storage storage;
    private final String path;
    private final String manifest;
    private final String key;
    private final DataFile declared;

    /** Where it must lie. */
    RunFile(Storage storage, Path unit, Manifest owner, DataFile declared) {
        this.storage = storage;
        this.path = new Path(new Path(unit, owner.attempt()), declared.path()).toString();
        this.manifest = unit + "/manifest*.json";
        this.key = owner.key();
        this.declared = declared;
    }

    /** Looks whether the file is there and as long as its manifest says. */
    void requireWhole() {
        long found = length();
        if (found != declared.bytes()) {
            throw new IllegalArgumentException("File " + path + " is damaged: found " + found + " bytes, expected "
                    + declared.bytes() + ". " + AGAIN + manifest);
        }
    }

    private long length() {
        try {
            FileStatus status = storage.fileSystem().getFileStatus(new Path(path));
            return status.getLen();
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    "File " + path + " is missing: found nothing, expected " + declared.bytes() + " bytes. " + AGAIN
                            + manifest,
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + path, e);
        }
    }

    public String name() {
        return declared.name();
    }

    public long rows() {
        return declared.rows();
    }

    /** For Spark and for messages. */
    public String path() {
        return path;
    }

    @Override
    public long getLength() {
        return declared.bytes();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return HadoopStreams.wrap(storage.open(new Path(path), declared.bytes()));
    }

    /** For files that are not tables. */
    public InputStream open() throws IOException {
        return storage.open(new Path(path), declared.bytes());
    }

    /** Reads all of it and compares checksums; Parquet readers check page by page instead. */
    public void verify() {
        CRC32C sum = new CRC32C();
        try (InputStream in = open()) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sum.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
        requireSame(UnitFile.crc(sum));
    }

    /** Stops where what was read has another checksum than was declared. */
    void requireSame(String crc32c) {
        if (!crc32c.equals(declared.crc32c())) {
            throw new IllegalArgumentException("File " + path + " is damaged: found CRC-32C " + crc32c + ", expected "
                    + declared.crc32c() + ". " + AGAIN + manifest);
        }
    }

    /**
     * A local path with these contents: the file itself where the run is local, else {@code <directory>/<key>/<name>}, copied
     * once and complete, however many tasks ask. The files of one unit lie together either way.
     */
    public java.nio.file.Path localCopy(java.nio.file.Path directory) {
        if (storage.local()) {
            return Storage.nio(new Path(path));
        }
        java.nio.file.Path copy = directory.resolve(key).resolve(declared.name());
        try {
            if (!Files.exists(copy)) {
                Files.createDirectories(copy.getParent());
                java.nio.file.Path part = Files.createTempFile(copy.getParent(), ".copy", ".tmp");
                try (InputStream in = open()) {
                    Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + path + " to " + copy, e);
        }
        return copy;
    }

    @Override
    public String toString() {
        return path;
    }
}
