package outlayer.jobs.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import outlayer.jobs.settings.SettingsException;

/**
 * A run to which several processes contribute, all of them with the same settings. Each adds what it computed as
 * {@code runs/<id>/<part>.json}; the last one, for which all units are published, joins them in {@code runs/<id>.json}.
 */
public final class NamedRun {

    private static final String ENDING = ".json";

    private final RunDirectory run;
    private final String id;
    private final String settings;

    private NamedRun(RunDirectory run, String id, String settings) {
        this.run = run;
        this.id = Names.check("run id", id);
        this.settings = settings;
    }

    /**
     * Writes nothing.
     *
     * @throws SettingsException where the run of that name has other settings
     */
    public static NamedRun open(RunDirectory run, String id, String settings) {
        NamedRun named = new NamedRun(run, id, settings);
        named.recorded().ifPresent(named::requireSameSettings);
        named.parts().forEach(named::requireSameSettings);
        return named;
    }

    public String id() {
        return id;
    }

    public String settings() {
        return settings;
    }

    /** Keeps what one process did. */
    public void add(RunRecord part) {
        requireSameSettings(part);
        Path path = new Path(folder(), RunRecord.newId() + ENDING);
        try {
            run.storage().createWhole(path, part.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    /**
     * Records the run: its units, and what all processes together computed. A run that is recorded already stays as it is.
     *
     * @param whole what the last process found of all stages
     */
    public RunRecord finish(RunRecord whole) {
        Optional<RunRecord> before = recorded();
        if (before.isPresent()) {
            if (!before.get().units().equals(whole.units())) {
                throw new SettingsException("Run " + id + " under " + run.root() + " was recorded with other units, by "
                        + before.get().versions() + "; found now " + whole.versions() + ". Choose another run id");
            }
            return before.get();
        }
        SortedMap<String, Integer> computed = new TreeMap<>(whole.computed());
        SortedMap<String, Double> seconds = new TreeMap<>(whole.stageSeconds());
        for (RunRecord part : parts()) {
            requireSameSettings(part);
            part.computed().forEach((stage, units) -> computed.merge(stage, units, Integer::sum));
            part.stageSeconds().forEach((stage, more) -> seconds.merge(stage, more, Double::sum));
        }
        RunRecord joined = new RunRecord(
                id, whole.created(), settings, whole.units(), whole.versions(), computed, seconds, whole.warnings());
        run.record(joined);
        return joined;
    }

    private Optional<RunRecord> recorded() {
        return records(run.storage().resolve("runs/" + id + ENDING)).stream().findFirst();
    }

    /** In the order of their names, which is that of time. */
    private List<RunRecord> parts() {
        return records(folder());
    }

    /** Those in a folder, or the one in a file. */
    private List<RunRecord> records(Path place) {
        return run.storage().list(place).stream()
                .filter(file -> file.getPath().getName().endsWith(ENDING))
                .sorted(Comparator.comparing(FileStatus::getPath))
                .map(file -> RunRecord.read(run.storage(), file))
                .toList();
    }

    private Path folder() {
        return run.storage().resolve("runs/" + id);
    }

    private void requireSameSettings(RunRecord other) {
        if (!other.settings().equals(settings)) {
            throw new SettingsException("Run " + id + " under " + run.root() + " was begun " + other.created()
                    + " with other settings: " + difference(other.settings())
                    + ". Choose another run id, or the settings of that run");
        }
    }

    /** The first line in which they differ. */
    private String difference(String theirs) {
        List<String> those = theirs.lines().toList();
        List<String> these = settings.lines().toList();
        for (int line = 0; line < Math.min(those.size(), these.size()); line++) {
            if (!those.get(line).equals(these.get(line))) {
                return "found now " + setting(these.get(line)) + ", expected " + setting(those.get(line));
            }
        }
        return "found " + these.size() + " lines, expected " + those.size();
    }

    private static String setting(String line) {
        return line.strip().replaceFirst(",$", "");
    }
}
