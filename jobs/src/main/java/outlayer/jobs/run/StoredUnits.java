package outlayer.jobs.run;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;

/** Everything under {@code units/} of one root at one moment. */
final class StoredUnits {

    private static final String DATASETS = "datasets";
    private static final String DATASET = "dataset";

    private final List<StoredUnit> all;
    private final Map<String, StoredUnit> byKey = new HashMap<>();

    private StoredUnits(List<StoredUnit> all) {
        this.all = all;
        all.forEach(unit -> byKey.put(unit.key(), unit));
    }

    /** Looks many up at once. */
    static StoredUnits read(RunDirectory run) {
        List<StoredUnit> found = new ArrayList<>();
        for (FileStatus stage : run.storage().list(run.storage().resolve("units"))) {
            String name = stage.getPath().getName();
            found.addAll(run.storage().list(stage.getPath()).parallelStream()
                    .filter(FileStatus::isDirectory)
                    .map(unit -> StoredUnit.read(run, name, unit.getPath().getName()))
                    .toList());
        }
        found.sort(Comparator.comparing(StoredUnit::stage).thenComparing(StoredUnit::key));
        return new StoredUnits(found);
    }

    List<StoredUnit> all() {
        return all;
    }

    /** Keys of units that were published after that time. */
    List<String> since(Instant time) {
        return all.stream()
                .filter(unit -> unit.manifest() != null && !unit.touched().isBefore(time))
                .map(StoredUnit::key)
                .toList();
    }

    /** These keys and those of everything that they were made of, as far as it is here. */
    Set<String> withInputs(Collection<String> keys) {
        Set<String> needed = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(keys);
        while (!open.isEmpty()) {
            StoredUnit unit = byKey.get(open.pop());
            if (unit != null && needed.add(unit.key()) && unit.manifest() != null) {
                open.addAll(unit.manifest().spec().inputs());
            }
        }
        return needed;
    }

    /**
     * Keys of the datasets that these units read, perhaps. A unit names a shard by its content, and so not the dataset of which it is one:
     * all of its name are taken.
     */
    List<String> datasetsOf(Set<String> keys) {
        Set<String> names = new HashSet<>();
        for (Manifest unit : manifests(keys)) {
            names.add(unit.spec().labels().getOrDefault(DATASET, ""));
            // A training names each shard `dataset/file content`.
            unit.spec().inputs().stream()
                    .filter(input -> input.contains("/"))
                    .forEach(input -> names.add(input.substring(0, input.indexOf('/'))));
        }
        return all.stream()
                .filter(unit -> unit.stage().equals(DATASETS))
                .map(StoredUnit::manifest)
                .filter(Objects::nonNull)
                .filter(unit -> names.contains(unit.spec().labels().getOrDefault(DATASET, "")))
                .map(Manifest::key)
                .toList();
    }

    /** Of those keys, the published ones' manifests. */
    List<Manifest> manifests(Set<String> keys) {
        List<Manifest> found = new ArrayList<>();
        for (StoredUnit unit : all) {
            if (keys.contains(unit.key()) && unit.manifest() != null) {
                found.add(unit.manifest());
            }
        }
        return found;
    }
}
