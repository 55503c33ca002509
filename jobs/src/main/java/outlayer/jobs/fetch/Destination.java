package outlayer.jobs.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import outlayer.jobs.settings.SettingsException;

/** The directory that a snapshot is brought to. Paths are relative to it, with {@code /}. For any number of threads. */
public sealed interface Destination permits LocalDirectory, HadoopDirectory {

    /**
     * A path without a scheme, or with {@code file:}, is one of this machine; any other is Hadoop's.
     *
     * @param spool where parts grow on their way to Hadoop; each destination has a place of its own there
     */
    static Destination of(String to, Path spool, Supplier<Configuration> configuration) {
        org.apache.hadoop.fs.Path path;
        try {
            path = new org.apache.hadoop.fs.Path(to);
        } catch (IllegalArgumentException e) {
            throw new SettingsException("--to: '" + to + "' is no path: " + e.getMessage(), e);
        }
        String scheme = path.toUri().getScheme();
        if (scheme == null) {
            return new LocalDirectory(Path.of(to));
        }
        return scheme.equals("file")
                ? new LocalDirectory(Path.of(path.toUri().getPath()))
                : new HadoopDirectory(path, spool, configuration.get());
    }

    /** For messages. */
    String where();

    /** Where the parts of its files grow. */
    Parts parts();

    /** Of a file that is there. */
    OptionalLong length(String path) throws IOException;

    InputStream open(String path) throws IOException;

    /** Makes a whole part the file at that path, in place of what is there, and ends the part. */
    void accept(Part part, String path) throws IOException;

    void delete(String path) throws IOException;

    /** What the last fetch that ended well wrote. */
    Optional<FetchRecord> record() throws IOException;

    void write(FetchRecord record) throws IOException;
}
