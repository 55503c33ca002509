package outlayer.jobs.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The files of one source. */
final class SourceFiles {

    private static final int DIGITS = 24;

    /** What was hashed in this JVM, by paths, lengths and times of the files. */
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private final FileSystem system;
    private final FileStatus root;
    private final List<FileStatus> files = new ArrayList<>();

    private SourceFiles(String location, Configuration configuration) throws IOException {
        Path path = new Path(location);
        system = path.getFileSystem(configuration);
        root = system.getFileStatus(path);
        collect(root);
        files.sort(Comparator.comparing(file -> file.getPath().toString()));
    }

    /**
     * Names and contents as one hash, so that a changed file is never taken for the old, and a copy is. SHA-256, first 24 hexadecimal
     * digits; reads all of them, once in a JVM. {@code where} begins the messages.
     */
    static String fingerprint(String location, Configuration configuration, String where) {
        try {
            SourceFiles source = new SourceFiles(location, configuration);
            if (source.files.isEmpty()) {
                throw new IllegalArgumentException(
                        where + ": found no file under " + location + ", expected at least one");
            }
            String state = source.state();
            String known = KNOWN.get(state);
            if (known == null) {
                known = source.hash();
                KNOWN.put(state, known);
            }
            return known;
        } catch (FileNotFoundException e) {
            throw new IllegalArgumentException(
                    where + ": found nothing at " + location + ", expected a file or directory", e);
        } catch (IOException e) {
            throw new UncheckedIOException(where + ": cannot read " + location, e);
        }
    }

    /** Length of all of them. */
    static long bytes(String location, Configuration configuration) {
        try {
            return new SourceFiles(location, configuration)
                    .files.stream().mapToLong(FileStatus::getLen).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + location, e);
        }
    }

    /** Spark leaves out what begins with a dot or an underscore, and so do we. */
    private void collect(FileStatus at) throws IOException {
        if (at.isFile()) {
            files.add(at);
            return;
        }
        for (FileStatus child : system.listStatus(at.getPath())) {
            String name = child.getPath().getName();
            if (!name.startsWith(".") && !name.startsWith("_")) {
                collect(child);
            }
        }
    }

    private String state() {
        StringBuilder state = new StringBuilder();
        for (FileStatus file : files) {
            state.append(file.getPath())
                    .append(' ')
                    .append(file.getLen())
                    .append(' ')
                    .append(file.getModificationTime())
                    .append('\n');
        }
        return state.toString();
    }

    private String hash() throws IOException {
        MessageDigest digest = sha256();
        int prefix = root.getPath().toString().length();
        byte[] buffer = new byte[1 << 16];
        for (FileStatus file : files) {
            String name = root.isFile() ? "" : file.getPath().toString().substring(prefix);
            digest.update((name + " " + file.getLen() + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = system.open(file.getPath())) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    digest.update(buffer, 0, n);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
