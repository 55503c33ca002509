package outlayer.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt at one unit: data files in a fresh directory, then {@link #publish}. Closed without having published, it
 * removes what it wrote; killed, it leaves files that no reader sees. For one thread.
 */
public final class UnitWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnitWriter.class);

    private final RunDirectory run;
    private final Storage storage;
    private final UnitSpec spec;
    private final String attempt;
    private final Map<String, UnitFile> files = new LinkedHashMap<>();
    private final Map<String, DataFile> ofTasks = new LinkedHashMap<>();
    private boolean shared;
    private boolean settled;

    UnitWriter(RunDirectory run, Storage storage, UnitSpec spec, String attempt) {
        this.run = run;
        this.storage = storage;
        this.spec = spec;
        this.attempt = attempt;
    }

    public UnitSpec spec() {
        return spec;
    }

    /** A new file of this unit, to be written and closed before publishing. */
    public UnitFile file(String name) {
        Names.checkPath("file name", name);
        UnitFile file = new UnitFile(storage, directory(), null, name);
        if (files.putIfAbsent(name, file) != null) {
            throw new IllegalArgumentException("Unit " + spec + " has a file " + name + " already");
        }
        return file;
    }

    /** For tasks that write files of this unit; what they declare of those that count is given to {@link #add}. */
    public TaskFiles tasks() {
        shared = true;
        return new TaskFiles(storage, directory());
    }

    /** A file that a task has written and closed. */
    public void add(DataFile file) {
        if (files.containsKey(file.name()) || ofTasks.putIfAbsent(file.name(), file) != null) {
            throw new IllegalArgumentException("Unit " + spec + " has a file " + file.name() + " already");
        }
    }

    /** Copies a local file into this unit, for writers that need a real path. */
    public void copyIn(String name, java.nio.file.Path local) {
        try (OutputStream out = file(name).stream()) {
            java.nio.file.Files.copy(local, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + local + " to " + name + " of unit " + spec, e);
        }
    }

    /** Copies a file of another unit into this one, under its name; stops where its checksum is not the one declared. */
    public void copyIn(RunFile source) {
        UnitFile copy = file(source.name());
        try (InputStream in = source.open();
                OutputStream out = copy.stream()) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + source + " to unit " + spec, e);
        }
        copy.rows(source.rows());
        source.requireSame(copy.declare().crc32c());
    }

    /** As below, with nothing counted and nothing to say. */
    public Manifest publish() {
        return publish(new TreeMap<>(), List.of());
    }

    /**
     * Makes the unit visible, whole. Of two attempts at one unit the first wins; the other removes its data, where no reader
     * can have seen it. Returns the manifest that counts, whoever wrote it.
     */
    public Manifest publish(SortedMap<String, Long> counts, List<String> notes) {
        Manifest mine = new Manifest(
                spec,
                spec.key(),
                attempt,
                declared(),
                counts,
                notes,
                CodeVersion.current(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        if (run.find(spec).isEmpty()) {
            put(mine);
        }
        Manifest winner = run.find(spec)
                .orElseThrow(() -> new IllegalStateException("Unit " + spec + " was published under " + unit()
                        + " and is not there now; was the run directory removed meanwhile?"));
        settled |= winner.attempt().equals(attempt) || visible();
        close();
        return winner;
    }

    private List<DataFile> declared() {
        return Stream.concat(files.values().stream().map(UnitFile::declare), ofTasks.values().stream())
                .toList();
    }

    @Override
    public void close() {
        if (!settled && (shared || !files.isEmpty())) {
            try {
                storage.fileSystem().delete(directory(), true);
            } catch (IOException e) {
                LOG.warn("Unpublished data stays under {} until gc: {}", directory(), e.toString());
            }
        }
        settled = true;
    }

    /**
     * A failure whose text nevertheless arrived (a lost response) is a success. Since it may arrive even later, the data of
     * such an attempt stays in any case.
     */
    private void put(Manifest mine) {
        try {
            ManifestStore.of(storage).put(unit(), attempt, mine.toJson());
        } catch (IOException e) {
            settled = true;
            Optional<Manifest> found = run.find(spec);
            if (found.isEmpty()) {
                throw new UncheckedIOException("Cannot publish unit " + spec + " under " + unit(), e);
            }
            LOG.warn(
                    "Publishing {} reported {}, yet attempt {} is there",
                    unit(),
                    e.toString(),
                    found.get().attempt());
        }
    }

    /** Whether a reader may have followed a manifest of this attempt, so that its data must stay. */
    private boolean visible() {
        String candidate = ManifestStore.candidate(attempt);
        return storage.list(unit()).stream()
                .anyMatch(file -> file.getPath().getName().equals(candidate));
    }

    private Path unit() {
        return run.unit(spec.stage(), spec.key());
    }

    private Path directory() {
        return new Path(unit(), attempt);
    }
}
