package outlayer.jobs.run;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One run root on any Hadoop file system: {@code units/<stage>/<key>/} with one manifest and the data of the attempt that it
 * names, {@code runs/<run id>.json}, and {@code report/}. Nothing under {@code units} and {@code runs} is ever overwritten.
 * Shared between threads, carried to executors.
 */
public final class RunDirectory implements Serializable {

    /** What begins the names of files that try whether a root can be written. */
    static final String PROBE = ".probe-";

    private final Storage storage;
    private final boolean remembers;
    private final transient KnownUnits known;

    private RunDirectory(Storage storage, boolean remembers) {
        this.storage = storage;
        this.remembers = remembers;
        this.known = new KnownUnits(remembers);
    }

    /** Each task looks for itself. */
    private Object readResolve() {
        return new RunDirectory(storage, remembers);
    }

    /** Creates nothing; a root that does not exist yet is an empty one. */
    public static RunDirectory open(String root, Configuration configuration) {
        try {
            Path path = RootPath.parse(root);
            return new RunDirectory(
                    new Storage(path.getFileSystem(configuration).makeQualified(path), configuration), false);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "run.root '" + root + "' cannot be used: " + e.getMessage()
                            + ". Expected a path or URI of a file system that this cluster knows",
                    e);
        }
    }

    /** The same for the length of a job, in which nothing is removed: a unit that was found published is not looked for again. */
    public RunDirectory remembering() {
        return new RunDirectory(storage, true);
    }

    /** Fully qualified, e.g. {@code file:/data/out/demo}. */
    public String root() {
        return storage.root().toString();
    }

    /** With which its file system is reached, and others beside it. */
    public Configuration configuration() {
        return storage.configuration();
    }

    /** The published unit, or nothing where it has yet to be computed; always a look at what is there now. */
    public Optional<Manifest> find(UnitSpec spec) {
        return find(spec.stage(), spec.key());
    }

    public Optional<Manifest> find(String stage, String key) {
        return find(stage, key, storage.list(unit(stage, key)));
    }

    /** As above, of a unit whose directory was listed before. */
    Optional<Manifest> find(String stage, String key, List<FileStatus> unit) {
        return ManifestStore.winner(unit).map(file -> {
            Path path = file.getPath();
            Manifest found = Manifest.fromJson(path.toString(), storage.read(file));
            if (!found.key().equals(key) || !found.spec().stage().equals(stage)) {
                throw new IllegalArgumentException("Manifest " + path + " is that of unit "
                        + found.spec().stage() + "/" + found.key() + ", expected " + stage + "/" + key
                        + ". Was it copied? Remove this file to have the unit computed again");
            }
            known.add(found);
            return found;
        });
    }

    /** The published unit; looked for where it is not remembered. */
    private Optional<Manifest> known(String stage, String key) {
        return known.find(key).or(() -> find(stage, key));
    }

    /** The published unit of that key, whatever its stage. */
    public Optional<Manifest> find(String key) {
        return storage.list(storage.resolve("units")).stream()
                .map(stage -> find(stage.getPath().getName(), key))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Those of the given units that are published, by key; looks many up at once. */
    public SortedMap<String, Manifest> published(Collection<UnitSpec> specs) {
        Map<String, Manifest> found = new ConcurrentHashMap<>();
        specs.parallelStream()
                .forEach(spec ->
                        known(spec.stage(), spec.key()).ifPresent(manifest -> found.put(manifest.key(), manifest)));
        return new TreeMap<>(found);
    }

    /** The same by their keys. */
    public SortedMap<String, Manifest> published(String stage, Collection<String> keys) {
        Map<String, Manifest> found = new ConcurrentHashMap<>();
        keys.parallelStream().forEach(key -> known(stage, key).ifPresent(manifest -> found.put(key, manifest)));
        return new TreeMap<>(found);
    }

    /**
     * The published unit, which must be there.
     *
     * @throws NotPublishedException where it has yet to be computed
     */
    public Manifest require(UnitSpec spec) {
        return known(spec.stage(), spec.key())
                .orElseThrow(() -> new NotPublishedException(
                        spec, unit(spec.stage(), spec.key()).toString()));
    }

    /** A new attempt at a unit, in a directory of its own. */
    public UnitWriter begin(UnitSpec spec) {
        return new UnitWriter(this, storage, spec, RunRecord.newId());
    }

    /** A data file of a published unit, after a look whether it is there in full length. */
    public RunFile file(Manifest manifest, String name) {
        Path unit = unit(manifest.spec().stage(), manifest.key());
        RunFile file = new RunFile(storage, unit, manifest, manifest.file(name));
        known.requireWhole(file);
        return file;
    }

    /** All of them, in the order in which they were written. */
    public List<RunFile> files(Manifest manifest) {
        return manifest.files().stream()
                .map(file -> file(manifest, file.name()))
                .toList();
    }

    /** Keeps the record of a finished run; an id is used once. */
    public void record(RunRecord run) {
        Path path = storage.resolve("runs/" + run.id() + ".json");
        try {
            if (storage.fileSystem().exists(path)) {
                throw new IllegalArgumentException(
                        "Run " + run.id() + " exists already: " + path + ". Choose another run id");
            }
            storage.createWhole(path, run.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    /** All recorded runs, the oldest first. */
    public List<RunRecord> runs() {
        return storage.list(storage.resolve("runs")).stream()
                .filter(file -> file.isFile() && file.getPath().getName().endsWith(".json"))
                .map(file -> RunRecord.read(storage, file))
                .sorted(Comparator.comparing(RunRecord::created).thenComparing(RunRecord::id))
                .toList();
    }

    public Optional<RunRecord> latest() {
        List<RunRecord> runs = runs();
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    /** The recorded run of that id, which must be there. */
    public RunRecord run(String id) {
        return runs().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No run '" + id + "' under " + root() + "; found "
                        + runs().stream().map(RunRecord::id).toList()));
    }

    /** What other roots need of this one. */
    public Pins pins() {
        return new Pins(storage);
    }

    Storage storage() {
        return storage;
    }

    /** The derived view of this root. */
    public ReportFiles report() {
        return new ReportFiles(storage);
    }

    /** Stops at once where files cannot be created under the root, before hours are spent. */
    public void requireWritable() {
        Path probe = storage.resolve(PROBE + RunRecord.newId());
        try {
            storage.create(probe).close();
            storage.fileSystem().delete(probe, false);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot create files under run.root " + root() + ": " + e.getMessage()
                            + ". Give run.root a place where this process may create files",
                    e);
        }
    }

    Path unit(String stage, String key) {
        return storage.resolve("units/" + Names.check("stage", stage) + "/" + Names.check("key", key));
    }
}
