package outlayer.jobs.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pins of one root, sorted by whether they hold still.
 *
 * @param held young ones, those with a dependant in the root that made them, and those whose root does not answer
 * @param leftovers the others
 */
record StoredPins(List<Pin> held, List<Leftover> leftovers) {

    private static final Logger LOG = LoggerFactory.getLogger(StoredPins.class);

    static StoredPins read(RunDirectory run, Instant before) {
        List<Pin> held = new ArrayList<>();
        List<Leftover> leftovers = new ArrayList<>();
        run.pins().all().forEach((id, pin) -> {
            if (!Instant.parse(pin.created()).isBefore(before) || needed(run, pin)) {
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
        return new StoredPins(held, leftovers);
    }

    private static boolean needed(RunDirectory run, Pin pin) {
        try {
            RunDirectory holder = RunDirectory.open(pin.holder(), run.configuration());
            return pin.dependants().entrySet().stream()
                    .anyMatch(stage -> stage.getValue().stream()
                            .anyMatch(key -> holder.find(stage.getKey(), key).isPresent()));
        } catch (RuntimeException e) { // a store of another owner: whatever it answers, units are kept rather than lost
            LOG.warn("Root {} cannot be asked and keeps what it has pinned: {}", pin.holder(), e.getMessage());
            return true;
        }
    }
}
