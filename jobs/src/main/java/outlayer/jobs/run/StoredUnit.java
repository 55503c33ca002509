package outlayer.jobs.run;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * One directory under {@code units/}, whoever wrote there.
 *
 * @param manifest that readers follow; null: nothing is published
 * @param manifests all of them, of losers of a race and temporary ones too; the one that readers follow comes last
 * @param others directories of attempts that readers do not follow
 */
record StoredUnit(
        String stage,
        String key,
        Path directory,
        @Nullable Manifest manifest,
        List<Path> manifests,
        List<Attempt> others) {

    private static final Comparator<Path> LAST_FOLLOWED = Comparator.comparing(
                    (Path path) -> path.getName().equals(ManifestStore.NAME))
            .thenComparing(Path::getName, Comparator.reverseOrder());

    /**
     * What one writer left.
     *
     * @param touched when it was last written to, as far as one can see
     */
    record Attempt(Path directory, long bytes, Instant touched) {}

    static StoredUnit read(RunDirectory run, String stage, String key) {
        Path directory = run.unit(stage, key);
        List<FileStatus> there = run.storage().list(directory);
        Manifest manifest = run.find(stage, key, there).orElse(null);
        List<Attempt> others = there.stream()
                .filter(FileStatus::isDirectory)
                .filter(status ->
                        manifest == null || !status.getPath().getName().equals(manifest.attempt()))
                .map(status -> attempt(run.storage(), status))
                .toList();
        return new StoredUnit(
                stage,
                key,
                directory,
                manifest,
                there.stream()
                        .filter(FileStatus::isFile)
                        .map(FileStatus::getPath)
                        .sorted(LAST_FOLLOWED)
                        .toList(),
                others);
    }

    private static Attempt attempt(Storage storage, FileStatus directory) {
        StoredTree tree = StoredTree.of(storage, directory);
        Instant named = RunRecord.time(directory.getPath().getName());
        return new Attempt(directory.getPath(), tree.bytes(), tree.touchedAfter(named));
    }

    /** When the unit was published, or else last written to. */
    Instant touched() {
        return manifest != null
                ? Instant.parse(manifest.created())
                : others.stream().map(Attempt::touched).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    long bytes() {
        long published = manifest == null
                ? 0
                : manifest.files().stream().mapToLong(DataFile::bytes).sum();
        return published + others.stream().mapToLong(Attempt::bytes).sum();
    }
}
