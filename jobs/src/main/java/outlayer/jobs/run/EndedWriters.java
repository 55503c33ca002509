package outlayer.jobs.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import outlayer.jobs.run.StoredUnit.Attempt;

/** Tells what writers left that have ended: nothing of theirs was touched for a long time. */
final class EndedWriters {

    private EndedWriters() {}

    /** Of a unit that is needed: attempts beside the one that readers follow; of any other: all of it. */
    static List<Leftover> of(StoredUnit unit, Set<String> needed, Instant before) {
        boolean writing =
                unit.others().stream().anyMatch(attempt -> !attempt.touched().isBefore(before));
        if (needed.contains(unit.key()) || writing) {
            return unit.others().stream()
                    .filter(attempt -> attempt.touched().isBefore(before))
                    .map(attempt -> attempt(unit, attempt))
                    .toList();
        }
        if (unit.manifest() == null) {
            return List.of(new Leftover(
                    Leftover.Kind.ATTEMPT, name(unit), unit.bytes(), "never published", List.of(unit.directory())));
        }
        List<Path> paths = new ArrayList<>(unit.manifests());
        paths.add(unit.directory());
        return List.of(new Leftover(Leftover.Kind.UNIT, name(unit), unit.bytes(), "no retained run needs it", paths));
    }

    /** Its manifest goes first, where it wrote one and lost. */
    private static Leftover attempt(StoredUnit unit, Attempt attempt) {
        String name = attempt.directory().getName();
        List<Path> paths = new ArrayList<>();
        unit.manifests().stream().filter(path -> path.getName().contains(name)).forEach(paths::add);
        paths.add(attempt.directory());
        return new Leftover(
                Leftover.Kind.ATTEMPT,
                name(unit) + " " + name,
                attempt.bytes(),
                unit.manifest() == null ? "never published" : "another attempt was published first",
                paths);
    }

    /** Checkpoints that nobody has written to since; what has ended well removes its own. */
    static List<Leftover> trainings(Storage storage, Instant before) {
        List<Leftover> leftovers = new ArrayList<>();
        for (FileStatus training : storage.list(storage.resolve("training"))) {
            StoredTree tree = StoredTree.of(storage, training);
            if (tree.newest().isBefore(before)) {
                Path path = training.getPath();
                leftovers.add(new Leftover(
                        Leftover.Kind.TRAINING, path.getName(), tree.bytes(), "not gone on with", List.of(path)));
            }
        }
        return leftovers;
    }

    /** Files that were to become records or pins, and those that tried whether the root can be written. */
    static List<Leftover> temporaries(Storage storage, Instant before) {
        List<FileStatus> files = new ArrayList<>(storage.list(storage.root()));
        files.removeIf(file -> !file.getPath().getName().startsWith(RunDirectory.PROBE));
        addGrowing(storage, storage.resolve("runs"), files);
        return files.stream()
                .filter(file -> Instant.ofEpochMilli(file.getModificationTime()).isBefore(before))
                .map(file -> new Leftover(
                        Leftover.Kind.TEMPORARY,
                        file.getPath().getName(),
                        file.getLen(),
                        "never completed",
                        List.of(file.getPath())))
                .toList();
    }

    private static void addGrowing(Storage storage, Path folder, List<FileStatus> files) {
        for (FileStatus found : storage.list(folder)) {
            if (found.isDirectory()) {
                addGrowing(storage, found.getPath(), files);
            } else if (found.getPath().getName().endsWith(Storage.GROWING)) {
                files.add(found);
            }
        }
    }

    private static String name(StoredUnit unit) {
        return unit.stage() + " " + unit.key();
    }
}
