package outlayer.jobs.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A directory of files wherever it lies: on a local disk, or on any file system that Hadoop knows. */
final class ModelDirectory {

    private static final String FILE = "file";

    private final Path path;
    private final FileSystem files;

    private ModelDirectory(Path path, FileSystem files) {
        this.path = path;
        this.files = files;
    }

    /** @param location a URI; without a scheme it is a local path, whatever Hadoop's default file system is */
    static ModelDirectory of(String location, Configuration configuration) throws IOException {
        Path path = location.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                ? new Path(location)
                : of(java.nio.file.Path.of(location));
        FileSystem files = path.getFileSystem(configuration);
        return new ModelDirectory(
                files.makeQualified(path),
                files instanceof LocalFileSystem checked ? checked.getRawFileSystem() : files);
    }

    private static Path of(java.nio.file.Path local) {
        return new Path(FILE, null, local.toAbsolutePath().normalize().toString());
    }

    /** For messages, and to name the directory on another host: a plain path where it is local. */
    String location() {
        return local() == null ? path.toString() : path.toUri().getPath();
    }

    /** Null where the files must be copied before they can be mapped. */
    java.nio.file.@Nullable Path local() {
        URI uri = path.toUri();
        return FILE.equals(uri.getScheme()) ? java.nio.file.Path.of(uri.getPath()) : null;
    }

    /** Whether it is a PEFT adapter. */
    boolean isAdapter() throws IOException {
        return files.exists(new Path(path, NeededFiles.ADAPTER_CONFIG));
    }

    /** All its files, by name; none where there is no such directory. */
    SortedMap<String, ModelFile> list() throws IOException {
        SortedMap<String, ModelFile> found = new TreeMap<>();
        try {
            for (FileStatus status : files.listStatus(path)) {
                if (!status.isDirectory()) {
                    String name = status.getPath().getName();
                    found.put(name, new ModelFile(name, status.getLen(), status.getModificationTime()));
                }
            }
        } catch (FileNotFoundException e) {
            return found;
        }
        return found;
    }

    /** The whole of a small file. */
    String text(ModelFile file) throws IOException {
        try (FSDataInputStream in = open(file, ReadPolicy.WHOLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** How a file is going to be read; object stores fetch ahead accordingly. */
    enum ReadPolicy {
        WHOLE("whole-file"),
        RANDOM("random");

        private final String option;

        ReadPolicy(String option) {
            this.option = option;
        }
    }

    FSDataInputStream open(ModelFile file, ReadPolicy policy) throws IOException {
        Path source = new Path(path, file.name());
        try {
            return files.openFile(source)
                    .opt("fs.option.openfile.read.policy", policy.option)
                    .opt("fs.option.openfile.length", Long.toString(file.length()))
                    .build()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while opening " + source).initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("Cannot open " + source + ": " + e.getCause(), e);
        }
    }

    @Override
    public String toString() {
        return location();
    }
}
