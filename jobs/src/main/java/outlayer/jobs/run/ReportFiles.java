package outlayer.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;

/** {@code report/}: the one view under a run root that is derived from the rest and therefore rewritten. */
public final class ReportFiles {

    private static final String INDEX = "index.html";

    private final Storage storage;

    ReportFiles(Storage storage) {
        this.storage = storage;
    }

    /** Where a reader finds it. */
    public String path() {
        return directory().toString();
    }

    /**
     * Writes the files, given by relative path: data first, {@code index.html} last, so that the page never shows what is not
     * there yet; then removes what an earlier report left over.
     */
    public void write(Map<String, byte[]> files) {
        try {
            Set<Path> kept = new HashSet<>();
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                Names.checkPath("report file", file.getKey());
                kept.add(new Path(directory(), file.getKey()));
                if (!file.getKey().equals(INDEX)) {
                    put(file.getKey(), file.getValue());
                }
            }
            byte[] index = files.get(INDEX);
            if (index != null) {
                put(INDEX, index);
            }
            for (Path old : storage.filesUnder(directory())) {
                if (!kept.contains(old)) {
                    storage.fileSystem().delete(old, false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report under " + directory(), e);
        }
    }

    /** One of its files as text, if it is there. */
    public Optional<String> text(String name) {
        Path file = new Path(directory(), Names.checkPath("report file", name));
        try {
            return storage.fileSystem().exists(file) ? Optional.of(storage.read(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + file, e);
        }
    }

    private void put(String name, byte[] content) throws IOException {
        try (OutputStream out = storage.fileSystem().create(new Path(directory(), name), true)) {
            out.write(content);
        }
    }

    private Path directory() {
        return storage.resolve("report");
    }
}
