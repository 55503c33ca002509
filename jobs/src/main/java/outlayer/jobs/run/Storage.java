package outlayer.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * The file system of one run root, together with the configuration that reaches it; travels to the executors. Local files
 * are reached without Hadoop's {@code .crc} companions: manifests and Parquet pages carry checksums of their own.
 */
final class Storage implements Serializable {

    /** Object stores: a new object appears whole or not at all, when its stream is closed. */
    private static final Set<String> WHOLE_OBJECTS = Set.of("s3a", "s3", "s3n", "gs", "oss", "cosn", "obs");

    /** Bytes of a file that is worth no second request. */
    private static final int SMALL = 1 << 20;

    /** What ends the names of files that become others when they are whole. */
    static final String GROWING = ".tmp";

    private final String root;
    private transient Configuration configuration;
    private transient volatile @Nullable SentConfiguration sent;

    Storage(Path root, Configuration configuration) {
        this.root = root.toString();
        this.configuration = configuration;
    }

    Configuration configuration() {
        return configuration;
    }

    Path root() {
        return new Path(root);
    }

    Path resolve(String relative) {
        return new Path(root(), relative);
    }

    boolean local() {
        return "file".equals(root().toUri().getScheme());
    }

    FileSystem fileSystem() throws IOException {
        return plain(root().getFileSystem(configuration));
    }

    static FileSystem plain(FileSystem files) {
        return files instanceof LocalFileSystem checked ? checked.getRawFileSystem() : files;
    }

    /** The path of {@link java.nio.file}, for a local root. */
    static java.nio.file.Path nio(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    /** A new file, never over an existing one; S3 is not asked whether there is one, since our names are used once. */
    FSDataOutputStream create(Path path) throws IOException {
        return create(path, false);
    }

    /** A new file, or one in the place of another. */
    FSDataOutputStream replace(Path path) throws IOException {
        return create(path, true);
    }

    private FSDataOutputStream create(Path path, boolean overwrite) throws IOException {
        FSDataOutputStreamBuilder<?, ?> file =
                fileSystem().createFile(path).overwrite(overwrite).recursive();
        file.opt("fs.s3a.create.performance", "true");
        return file.build();
    }

    /**
     * A new small file that readers see whole or not at all: where a file shows while it grows, it is renamed from a temporary one, which no
     * other writer of the same file touches.
     */
    void createWhole(Path path, String text) throws IOException {
        if (WHOLE_OBJECTS.contains(String.valueOf(root().toUri().getScheme()))) {
            write(path, text);
            return;
        }
        Path growing = new Path(path.getParent(), "." + path.getName() + "-" + RunRecord.newId() + GROWING);
        try {
            write(growing, text);
            if (!fileSystem().rename(growing, path)) {
                throw new IOException("Cannot rename " + growing + " to " + path);
            }
        } catch (IOException e) {
            fileSystem().delete(growing, false);
            throw e;
        }
    }

    private void write(Path path, String text) throws IOException {
        try (FSDataOutputStream out = create(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * A file of known length, for reading here and there.
     *
     * @param length where it is small and far away, all of it comes by one request: a table's footer and columns are several
     */
    FSDataInputStream open(Path path, long length) throws IOException {
        if (local() || length > SMALL) {
            return open(path, length, "random");
        }
        try (FSDataInputStream in = open(path, length, "whole-file")) {
            byte[] bytes = new byte[(int) length];
            in.readFully(bytes);
            return new FSDataInputStream(new BytesInMemory(bytes));
        }
    }

    private FSDataInputStream open(Path path, long length, String policy) throws IOException {
        try {
            return fileSystem()
                    .openFile(path)
                    .opt("fs.option.openfile.read.policy", policy)
                    .opt("fs.option.openfile.length", Long.toString(length))
                    .build()
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while opening " + path, e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("Cannot open " + path, e);
        }
    }

    /** The files and directories directly under a directory; none where it does not exist. */
    List<FileStatus> list(Path directory) {
        try {
            return List.of(fileSystem().listStatus(directory));
        } catch (FileNotFoundException e) {
            return List.of();
        } catch (AccessDeniedException | AccessControlException e) {
            throw new IllegalArgumentException(
                    "No access to " + directory + ": " + e.getMessage()
                            + ". Give this process credentials with which it may list and write there (conf/s3/README.md)",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + directory, e);
        }
    }

    List<Path> filesUnder(Path directory) {
        List<Path> found = new ArrayList<>();
        for (FileStatus status : list(directory)) {
            if (status.isDirectory()) {
                found.addAll(filesUnder(status.getPath()));
            } else {
                found.add(status.getPath());
            }
        }
        return found;
    }

    /** The whole of a small text file that was listed: an object store need not be asked for its length. */
    String read(FileStatus file) {
        try (FSDataInputStream in = open(file.getPath(), file.getLen())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file.getPath(), e);
        }
    }

    /** The whole of a small text file; nothing where there is none. */
    Optional<String> find(Path path) {
        try (FSDataInputStream in = fileSystem().open(path)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    /** Whether a file is there with exactly these bytes. */
    boolean holds(Path path, byte[] content) {
        try (FSDataInputStream in = fileSystem().open(path)) {
            return Arrays.equals(in.readNBytes(content.length), content) && in.read() < 0;
        } catch (FileNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
        SentConfiguration ready = sent;
        if (ready == null) {
            ready = SentConfiguration.of(configuration);
            sent = ready;
        }
        out.writeInt(ready.bytes().length);
        out.write(ready.bytes());
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        SentConfiguration arrived = SentConfiguration.of(bytes);
        configuration = arrived.configuration();
        sent = arrived;
    }
}
