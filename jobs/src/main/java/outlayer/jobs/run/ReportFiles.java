package outlayer.jobs.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/** {@code report/}: the one view under a run root that is derived from the rest and therefore rewritten. */
public final class ReportFiles {

    private static final String INDEX = "index.html";
    private static final String SEAL = "data/source.txt";

    private final Storage storage;

    ReportFiles(Storage storage) {
        this.storage = storage;
    }

    /** Where a reader finds it. */
    public String path() {
        return directory().toString();
    }

    /**
     * Writes files as they are given, by relative path; {@code index.html} last, so that the page never shows what is not there yet;
     * then removes what an earlier report left over. The seal is taken away before and put back after all that.
     *
     * @param seal says what the report was made of
     * @param report gives its files one by one; one file at a time is in memory
     */
    public void write(String seal, Consumer<BiConsumer<String, byte[]>> report) {
        try {
            storage.fileSystem().delete(file(SEAL), false);
            Set<Path> kept = new HashSet<>();
            Map<String, byte[]> page = new TreeMap<>();
            report.accept((name, content) -> {
                kept.add(file(name));
                if (name.equals(INDEX)) {
                    page.put(name, content);
                } else {
                    put(name, content);
                }
            });
            page.forEach(this::put);
            for (Path old : storage.filesUnder(directory())) {
                if (!kept.contains(old)) {
                    storage.fileSystem().delete(old, false);
                }
            }
            put(SEAL, seal.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report under " + directory(), e);
        }
    }

    /** What the report was made of; nothing where there is none, or none that was written to its end. */
    public Optional<String> seal() {
        try {
            return storage.fileSystem().exists(file(SEAL)) ? Optional.of(storage.read(file(SEAL))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + file(SEAL), e);
        }
    }

    /** Writes one file beside the others, in the place of one of that name; {@link #write} removes it unless it gives it again. */
    public void add(String name, byte[] content) {
        put(name, content);
    }

    private void put(String name, byte[] content) {
        try (OutputStream out = storage.fileSystem().create(file(name), true)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file(name) + " of the report", e);
        }
    }

    private Path file(String name) {
        return new Path(directory(), Names.checkPath("report file", name));
    }

    private Path directory() {
        return storage.resolve("report");
    }
}
