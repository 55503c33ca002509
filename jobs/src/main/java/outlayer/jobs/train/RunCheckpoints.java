package outlayer.jobs.train;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.CheckpointStore;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.train.CheckpointMarker.StoredFile;

/**
 * The checkpoints of one unit's training, on the run root's file system: {@code training/<key>/checkpoint-<step>-<attempt>.json}, the
 * markers, and {@code training/<key>/<attempt>/}, their files. Every attempt writes to a place of its own, a file that does not change is
 * written once unless another attempt removes it, and two markers stay: the newest, and the one before in case that is damaged.
 */
public final class RunCheckpoints implements CheckpointStore {

    private static final Logger LOG = LoggerFactory.getLogger(RunCheckpoints.class);

    private static final String MARKER = "checkpoint-";
    private static final int KEPT = 2;

    private final FileSystem files;
    private final Path place;
    private final String attempt = UUID.randomUUID().toString();
    /** Of the files in the local directory, those that are stored. */
    private final Map<String, StoredFile> stored = new HashMap<>();

    private RunCheckpoints(FileSystem files, Path place) {
        this.files = files;
        this.place = place;
    }

    public static RunCheckpoints of(RunDirectory run, UnitSpec spec, Configuration configuration) throws IOException {
        Path place = new Path(run.root(), "training/" + spec.key());
        return new RunCheckpoints(place.getFileSystem(configuration), place);
    }

    @Override
    public boolean restore(java.nio.file.Path directory) throws IOException {
        for (Path marker : markers()) {
            try {
                CheckpointMarker checkpoint = read(marker);
                for (StoredFile file : checkpoint.files()) {
                    bring(file, directory.resolve(file.name()));
                }
                checkpoint.files().forEach(file -> stored.put(file.name(), file));
                LOG.info("Going on after step {}, from {}", checkpoint.step(), marker);
                return true;
            } catch (IOException e) {
                LOG.warn("Checkpoint {} is left out, the one before is looked for: {}", marker, e.getMessage());
                Scratch.clear(directory);
            }
        }
        return false;
    }

    @Override
    public void keep(java.nio.file.Path directory, int step) throws IOException {
        forgetRemoved();
        List<StoredFile> now = new ArrayList<>();
        for (java.nio.file.Path file : Scratch.files(directory)) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            StoredFile there = stored.get(name);
            now.add(there == null ? store(file, name) : there);
        }
        stored.clear();
        now.forEach(file -> stored.put(file.name(), file));
        String name = String.format(Locale.ROOT, "%s%09d-%s.json", MARKER, step, attempt);
        try (OutputStream out = files.create(new Path(place, name), true)) {
            out.write(new CheckpointMarker(step, now).toJson().getBytes(StandardCharsets.UTF_8));
        }
        prune();
    }

    /** Another attempt at the same unit that is ahead, or has published it, removes what this one has stored. */
    private void forgetRemoved() throws IOException {
        Set<Path> there = new HashSet<>();
        try {
            RemoteIterator<LocatedFileStatus> found = files.listFiles(place, true);
            while (found.hasNext()) {
                there.add(found.next().getPath());
            }
        } catch (FileNotFoundException e) {
            LOG.debug("{} is not there, or is being removed: {}", place, e.getMessage());
        }
        stored.values().removeIf(file -> !there.contains(new Path(place, file.place())));
    }

    /** Removes all of them, once the unit is published. */
    public void remove() throws IOException {
        files.delete(place, true);
    }

    /** The newest first. */
    private List<Path> markers() throws IOException {
        try (Stream<FileStatus> found = Stream.of(files.listStatus(place))) {
            return found.map(FileStatus::getPath)
                    .filter(path -> path.getName().startsWith(MARKER))
                    .sorted(Comparator.comparing(Path::getName).reversed())
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private CheckpointMarker read(Path marker) throws IOException {
        try (InputStream in = files.open(marker)) {
            return CheckpointMarker.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private StoredFile store(java.nio.file.Path file, String name) throws IOException {
        String at = attempt + "/" + name;
        CRC32C sum = new CRC32C();
        try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum);
                OutputStream out = files.create(new Path(place, at), true)) {
            in.transferTo(out);
        }
        return new StoredFile(name, at, Files.size(file), sum.getValue());
    }

    private void bring(StoredFile file, java.nio.file.Path to) throws IOException {
        Path from = new Path(place, file.place());
        Files.createDirectories(to.getParent());
        CRC32C sum = new CRC32C();
        long bytes;
        try (InputStream in = new CheckedInputStream(files.open(from), sum)) {
            bytes = Files.copy(in, to);
        }
        if (bytes != file.bytes() || sum.getValue() != file.crc32c()) {
            throw new IOException(from + " has " + bytes + " bytes of checksum " + sum.getValue() + ", expected "
                    + file.bytes() + " of " + file.crc32c());
        }
    }

    /** Removes older markers, then the files that only those name. */
    private void prune() throws IOException {
        List<Path> markers = markers();
        Set<String> needed = new HashSet<>();
        Set<String> named = new HashSet<>();
        for (int i = 0; i < markers.size(); i++) {
            try {
                Set<String> names = i < KEPT ? needed : named;
                read(markers.get(i)).files().forEach(file -> names.add(file.place()));
            } catch (IOException e) {
                LOG.debug("Marker {} says nothing of its files: {}", markers.get(i), e.getMessage());
            }
            if (i >= KEPT) {
                files.delete(markers.get(i), false);
            }
        }
        named.removeAll(needed);
        for (String unneeded : named) {
            files.delete(new Path(place, unneeded), false);
        }
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
