package outlayer.jobs.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The runs of one root, sorted by whether they stay. Besides those of the retention stays, of each unit that another root has pinned, the
 * newest run that names it: by that run it was found, and will be again.
 *
 * @param recorded all that are recorded
 * @param staying records that stay, and parts of runs to which processes contribute still
 * @param leftovers the others
 */
record StoredRuns(List<RunRecord> recorded, List<RunRecord> staying, List<Leftover> leftovers) {

    static StoredRuns read(RunDirectory run, Retention retention, List<Pin> held, Instant now, Instant before) {
        List<RunRecord> recorded = run.runs();
        Set<RunRecord> retained = new HashSet<>(retention.of(recorded, now));
        retained.addAll(pinned(recorded, held));
        List<RunRecord> staying = new ArrayList<>(retained);
        List<Leftover> leftovers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (RunRecord record : recorded) {
            ids.add(record.id());
            if (!retained.contains(record)) {
                Path folder = run.storage().resolve("runs/" + record.id());
                leftovers.add(
                        leftover(record.id(), "beyond the runs to keep", List.of(folder.suffix(".json"), folder)));
            }
        }
        for (FileStatus folder : run.storage().list(run.storage().resolve("runs"))) {
            String id = folder.getPath().getName();
            if (folder.isDirectory() && !id.equals(Pins.NAME) && !ids.contains(id)) {
                List<RunRecord> parts = parts(run, folder.getPath());
                if (parts.stream()
                        .allMatch(part -> Instant.parse(part.created()).isBefore(before))) {
                    leftovers.add(leftover(id, "never recorded", List.of(folder.getPath())));
                } else {
                    staying.addAll(parts);
                }
            }
        }
        return new StoredRuns(recorded, List.copyOf(staying), leftovers);
    }

    private static List<RunRecord> pinned(List<RunRecord> oldestFirst, List<Pin> held) {
        Set<String> open = new HashSet<>();
        held.forEach(pin -> pin.units().values().forEach(open::addAll));
        List<RunRecord> found = new ArrayList<>();
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            boolean names = false;
            for (List<String> keys : oldestFirst.get(i).units().values()) {
                names |= open.removeAll(keys);
            }
            if (names) {
                found.add(oldestFirst.get(i));
            }
        }
        return found;
    }

    private static List<RunRecord> parts(RunDirectory run, Path folder) {
        return run.storage().list(folder).stream()
                .filter(file -> file.getPath().getName().endsWith(".json"))
                .map(file -> RunRecord.read(run.storage(), file))
                .toList();
    }

    private static Leftover leftover(String id, String reason, List<Path> paths) {
        return new Leftover(Leftover.Kind.RUN, id, 0, reason, paths);
    }
}
