package outlayer.jobs.run;

import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pins of one root, sorted by whether they hold still.
 *
 * @param ids of all of them
 * @param held young ones, those with a dependant in the root that made them, and those whose root is not here or does not answer
 * @param leftovers the others
 */
record StoredPins(Set<String> ids, List<Pin> held, List<Leftover> leftovers) {

    private static final Logger LOG = LoggerFactory.getLogger(StoredPins.class);

    static StoredPins read(RunDirectory run, Instant before) {
        List<Pin> held = new ArrayList<>();
        List<Leftover> leftovers = new ArrayList<>();
        SortedMap<String, Pin> all = run.pins().all();
        all.forEach((id, pin) -> {
            if (!Instant.parse(pin.created()).isBefore(before) || needed(run, id, pin)) {
                held.add(pin);
            } else {
                leftovers.add(new Leftover(
                        Leftover.Kind.PIN,
                        id,
                        0,
                        "nothing made of what it holds is left under " + pin.holder(),
                        List.of(run.pins().path(id))));
            }
        });
        return new StoredPins(all.keySet(), held, leftovers);
    }

    private static boolean needed(RunDirectory run, String id, Pin pin) {
        try {
            RunDirectory holder = RunDirectory.open(pin.holder(), run.configuration());
            if (onAnotherMachine(holder)) {
                LOG.warn(
                        "Root {} is not on this machine and keeps what it has pinned; if it is on no other either, remove {}",
                        pin.holder(),
                        run.pins().path(id));
                return true;
            }
            return pin.dependants().entrySet().stream()
                    .anyMatch(stage -> stage.getValue().stream()
                            .anyMatch(key -> holder.find(stage.getKey(), key).isPresent()));
        } catch (RuntimeException e) { // a store of another owner: whatever it answers, units are kept rather than lost
            LOG.warn("Root {} cannot be asked and keeps what it has pinned: {}", pin.holder(), e.getMessage());
            return true;
        }
    }

    /** A local root that is not here may lie on the disk of another machine; in a shared store it would be seen from here. */
    private static boolean onAnotherMachine(RunDirectory holder) {
        return holder.storage().local()
                && !Files.isDirectory(Storage.nio(holder.storage().root()));
    }
}
