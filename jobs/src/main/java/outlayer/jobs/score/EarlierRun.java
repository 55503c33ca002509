package outlayer.jobs.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.fit.FitJob;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.RunReference;
import outlayer.jobs.settings.Experiment;

/** A recorded run whose fits score the vectors of another one. */
final class EarlierRun {

    private final RunDirectory directory;
    private final RunRecord record;

    private EarlierRun(RunDirectory directory, RunRecord record) {
        this.directory = directory;
        this.record = record;
    }

    /**
     * The run that the experiment names: of a root without an id, the newest that has fits.
     *
     * @param run through whose configuration the other root is reached
     * @return nothing where the experiment scores with its own fits
     */
    static Optional<EarlierRun> of(RunDirectory run, Experiment experiment) {
        @Nullable String fits = experiment.score().fits();
        if (fits == null) {
            return Optional.empty();
        }
        RunReference reference = RunReference.parse(fits);
        RunDirectory directory = reference.directory(run.configuration()).remembering();
        RunRecord record = reference.id() != null ? reference.record(directory) : newest(directory);
        if (!hasFits(record)) {
            throw new IllegalArgumentException("Run " + record.id() + " under " + directory.root()
                    + " has units of " + record.units().keySet() + " only, expected some of fit; name a run that had"
                    + " the stage fit");
        }
        return Optional.of(new EarlierRun(directory, record));
    }

    private static RunRecord newest(RunDirectory directory) {
        List<RunRecord> fitted = new ArrayList<>(directory.runs());
        int found = fitted.size();
        fitted.removeIf(record -> !hasFits(record));
        if (fitted.isEmpty()) {
            throw new IllegalArgumentException("Under " + directory.root() + " are " + found
                    + " recorded runs, none of which has fits; expected one: let `outlayer run` with the stage fit end there"
                    + " first");
        }
        return fitted.get(fitted.size() - 1);
    }

    private static boolean hasFits(RunRecord record) {
        return !record.units().getOrDefault(FitJob.STAGE, List.of()).isEmpty();
    }

    RunDirectory directory() {
        return directory;
    }

    /** The units of a stage that belong to it, in their order; all must be there. */
    List<Manifest> units(String stage) {
        List<String> keys = record.units().getOrDefault(stage, List.of());
        Map<String, Manifest> there = directory.published(stage, keys);
        return keys.stream()
                .map(key -> {
                    Manifest manifest = there.get(key);
                    if (manifest == null) {
                        throw new IllegalArgumentException(this + " names " + stage + "/" + key
                                + ", which is not there: found no manifest. Was it removed? Start that run again");
                    }
                    return manifest;
                })
                .toList();
    }

    /** For messages. */
    @Override
    public String toString() {
        return "Run " + record.id() + " under " + directory.root();
    }
}
