package outlayer.jobs.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * What lies under one root and is needed by no retained run: neither named by it, nor an input of what it names, nor pinned by another
 * root. Whatever was written after {@code before} stays, with all that it was made of, since its run may be going on; a run that goes on
 * and has used nothing but old units so far is not seen. For want of knowing which of them it was, all datasets of a name that is read stay.
 */
public final class Sweep {

    private final RunDirectory run;
    private final Set<String> runsSeen;
    private final Set<String> pinsSeen;
    private final List<Leftover> leftovers;
    private final List<Manifest> kept;

    private Sweep(
            RunDirectory run,
            Set<String> runsSeen,
            Set<String> pinsSeen,
            List<Leftover> leftovers,
            List<Manifest> kept) {
        this.run = run;
        this.runsSeen = runsSeen;
        this.pinsSeen = pinsSeen;
        this.leftovers = leftovers;
        this.kept = kept;
    }

    /** Looks, and removes nothing. */
    public static Sweep plan(RunDirectory run, Retention retention, Instant now, Instant before) {
        StoredPins pins = StoredPins.read(run, before);
        StoredRuns runs = StoredRuns.read(run, retention, pins.held(), now, before);
        StoredUnits units = StoredUnits.read(run);
        Set<String> young = units.withInputs(units.since(before));
        List<String> roots = new ArrayList<>(young);
        roots.addAll(units.datasetsOf(young));
        runs.staying().forEach(record -> record.units().values().forEach(roots::addAll));
        pins.held().forEach(pin -> pin.units().values().forEach(roots::addAll));
        Set<String> needed = units.withInputs(roots);

        List<Leftover> leftovers = new ArrayList<>(runs.leftovers());
        leftovers.addAll(pins.leftovers());
        units.all().forEach(unit -> leftovers.addAll(EndedWriters.of(unit, needed, before)));
        leftovers.addAll(EndedWriters.trainings(run.storage(), before));
        leftovers.addAll(EndedWriters.temporaries(run.storage(), before));
        leftovers.sort(Comparator.comparing(Leftover::kind).thenComparing(Leftover::what));
        return new Sweep(run, ids(runs.recorded()), pins.ids(), List.copyOf(leftovers), units.manifests(needed));
    }

    /** In the order in which they are removed. */
    public List<Leftover> leftovers() {
        return leftovers;
    }

    /** The published units that stay. */
    public List<Manifest> kept() {
        return kept;
    }

    /**
     * Removes them. Killed, it goes on when it is planned again.
     *
     * @throws IllegalArgumentException where a run was recorded or a pin put since the plan was made, which may need some of them
     */
    public void delete() {
        requireSeen("Runs", "recorded", ids(run.runs()), runsSeen);
        requireSeen("Pins", "put", run.pins().all().keySet(), pinsSeen);
        for (Leftover leftover : leftovers) {
            leftover.paths().forEach(this::delete);
        }
    }

    private void requireSeen(String what, String how, Set<String> now, Set<String> seen) {
        Set<String> meanwhile = new TreeSet<>(now);
        meanwhile.removeAll(seen);
        if (!meanwhile.isEmpty()) {
            throw new IllegalArgumentException(what + " " + meanwhile + " were " + how + " under " + run.root()
                    + " while gc looked; nothing was removed. Start gc again");
        }
    }

    private void delete(Path path) {
        try {
            run.storage().fileSystem().delete(path, true);
        } catch (FileNotFoundException e) {
            return; // somebody else removed it
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + path + "; start gc again to go on", e);
        }
    }

    private static Set<String> ids(List<RunRecord> runs) {
        return runs.stream().map(RunRecord::id).collect(Collectors.toCollection(HashSet::new));
    }
}
