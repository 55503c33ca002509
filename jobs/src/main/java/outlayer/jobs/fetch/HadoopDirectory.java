package outlayer.jobs.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory of a Hadoop file system. Object stores cannot append, so parts grow on this machine, and a whole one is
 * uploaded.
 */
final class HadoopDirectory implements Destination {

    private final Path root;
    private final java.nio.file.Path spool;
    private final Configuration configuration;

    HadoopDirectory(Path root, java.nio.file.Path spool, Configuration configuration) {
        this.root = root;
        this.spool = spool.resolve(UUID.nameUUIDFromBytes(root.toString().getBytes(StandardCharsets.UTF_8))
                        .toString())
                .toAbsolutePath();
        this.configuration = configuration;
    }

    @Override
    public String where() {
        return root.toString();
    }

    @Override
    public Parts parts() {
        return new Parts(spool);
    }

    @Override
    public OptionalLong length(String path) throws IOException {
        try {
            FileStatus status = fileSystem().getFileStatus(resolve(path));
            return status.isFile() ? OptionalLong.of(status.getLen()) : OptionalLong.empty();
        } catch (FileNotFoundException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public InputStream open(String path) throws IOException {
        return fileSystem().open(resolve(path));
    }

    @Override
    public void accept(Part part, String path) throws IOException {
        long expected = part.length();
        try (OutputStream out = fileSystem().create(resolve(path), true)) {
            Files.copy(part.path(), out);
        }
        long found = length(path).orElse(-1);
        if (found != expected) {
            throw new IOException("uploaded " + path + ": found " + found + " bytes there, expected " + expected
                    + "; the part is kept under " + spool);
        }
        Files.delete(part.path());
    }

    @Override
    public void delete(String path) throws IOException {
        fileSystem().delete(resolve(path), false);
    }

    @Override
    public Optional<FetchRecord> record() throws IOException {
        try (InputStream in = open(FetchRecord.NAME)) {
            return Optional.of(FetchRecord.parse(where(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(FetchRecord record) throws IOException {
        try (OutputStream out = fileSystem().create(resolve(FetchRecord.NAME), true)) {
            out.write(record.toJson().getBytes(StandardCharsets.UTF_8));
        }
    }

    private FileSystem fileSystem() throws IOException {
        return root.getFileSystem(configuration);
    }

    /** Not by {@code new Path(parent, child)}, which takes a colon in the child for the end of a scheme. */
    private Path resolve(String path) {
        String base = root.toUri().getPath();
        return new Path(
                root.toUri().getScheme(), root.toUri().getAuthority(), (base.endsWith("/") ? base : base + "/") + path);
    }
}
