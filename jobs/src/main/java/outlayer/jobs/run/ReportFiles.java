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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code report/}: the one view under a run root that is derived from the rest and therefore rewritten. */
public final class ReportFiles {

    private static final String INDEX = "index.html";
    private static final String SEAL = "data/source.txt";
    private static final String WRITER = "data/writer.txt";
    private static final int ATTEMPTS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(ReportFiles.class);

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
     * then removes what an earlier report left over. The seal is taken away before and put back after all that. Whoever ends and
     * finds that somebody else has begun or ended meanwhile writes all of it again: a mixture is never sealed.
     *
     * @param seal says what the report was made of
     * @param report gives its files one by one, perhaps more than once; one file at a time is in memory
     */
    public void write(String seal, Consumer<BiConsumer<String, byte[]>> report) {
        String mine = RunRecord.newId();
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                put(WRITER, mine.getBytes(StandardCharsets.UTF_8));
                writeFiles(report);
                if (storage.find(file(WRITER)).equals(Optional.of(mine))) { // who began last and has not ended
                    put(SEAL, seal.getBytes(StandardCharsets.UTF_8));
                    storage.fileSystem().delete(file(WRITER), false);
                    return;
                }
                LOG.warn("Another report was written under {} meanwhile", directory());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the report under " + directory(), e);
        }
        throw new IllegalArgumentException("The report under " + directory() + " was written by others all " + ATTEMPTS
                + " times that it was tried, and may be a mixture. Let one process at a time report on a root, and start"
                + " the stage report again");
    }

    private void writeFiles(Consumer<BiConsumer<String, byte[]>> report) throws IOException {
        storage.fileSystem().delete(file(SEAL), false);
        Set<Path> kept = new HashSet<>(Set.of(file(WRITER)));
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
    }

    /** What the report was made of; nothing where there is none, or none that was written to its end. */
    public Optional<String> seal() {
        return storage.find(file(SEAL));
    }

    /**
     * Writes one file beside the others, in the place of one of that name; {@link #write} removes it unless it gives it again. A change
     * breaks the seal.
     */
    public void add(String name, byte[] content) {
        if (!storage.holds(file(name), content)) {
            breakSeal();
            put(name, content);
        }
    }

    /** Takes one file away, if it is there, as {@link #add} writes one. */
    public void remove(String name) {
        try {
            if (storage.fileSystem().exists(file(name))) {
                breakSeal();
                storage.fileSystem().delete(file(name), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + file(name) + " of the report", e);
        }
    }

    /** Whoever writes a report meanwhile will find that he is not the last one. */
    private void breakSeal() {
        try {
            storage.fileSystem().delete(file(SEAL), false);
            storage.fileSystem().delete(file(WRITER), false);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot change the report under " + directory(), e);
        }
    }

    private void put(String name, byte[] content) {
        try (OutputStream out = storage.replace(file(name))) {
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
