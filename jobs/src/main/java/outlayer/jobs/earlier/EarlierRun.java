package outlayer.jobs.earlier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import outlayer.jobs.run.Manifest;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.RunRecord;
import outlayer.jobs.run.RunReference;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.settings.Experiment;

/** A recorded run whose fits score the vectors of another one, and which gives what these are made with. */
public final class EarlierRun {

    private static final String FIT = "fit";

    private final RunDirectory directory;
    private final RunRecord record;

    private EarlierRun(RunDirectory directory, RunRecord record) {
        this.directory = directory;
        this.record = record;
    }

    /**
     * The run that the experiment names: of a root without an id, the newest that has fits.
     *
     * @param configuration that reaches its root
     * @return nothing where the experiment scores with its own fits
     */
    public static Optional<EarlierRun> of(Experiment experiment, Configuration configuration) {
        @Nullable String fits = experiment.score().fits();
        if (fits == null) {
            return Optional.empty();
        }
        RunReference reference = RunReference.parse(fits);
        RunDirectory directory = reference.directory(configuration).remembering();
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
        return !record.units().getOrDefault(FIT, List.of()).isEmpty();
    }

    public RunDirectory directory() {
        return directory;
    }

    /** The units of a stage that belong to it, in their order; all must be there. */
    public List<Manifest> units(String stage) {
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

    /** Those of a stage that are wanted, to be copied. */
    public List<TakenUnit> take(String stage, Predicate<UnitSpec> wanted) {
        return units(stage).stream()
                .map(Manifest::spec)
                .filter(wanted)
                .map(spec -> new TakenUnit(spec, directory.root()))
                .toList();
    }

    /** For messages. */
    @Override
    public String toString() {
        return "Run " + record.id() + " under " + directory.root();
    }
}
