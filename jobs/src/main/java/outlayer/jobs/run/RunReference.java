package outlayer.jobs.run;

import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A recorded run as one writes it: {@code ROOT} for the newest under that root, {@code ROOT#ID} for the one of that id.
 *
 * @param id null: the newest
 */
public record RunReference(String root, @Nullable String id) {

    private static final char MARK = '#';

    public RunReference {
        if (root.isBlank()) {
            throw new IllegalArgumentException("a run is written ROOT or ROOT#ID, found no root");
        }
        if (id != null) {
            Names.check("run id", id);
        }
    }

    /** Reads the text; what follows the last mark is the id. */
    public static RunReference parse(String text) {
        int mark = text.lastIndexOf(MARK);
        return mark < 0
                ? new RunReference(text, null)
                : new RunReference(text.substring(0, mark), text.substring(mark + 1));
    }

    /** The root, which may be empty or not there at all. */
    public RunDirectory directory(Configuration configuration) {
        return RunDirectory.open(root, configuration);
    }

    /** The record, which must be there. */
    public RunRecord record(RunDirectory run) {
        if (id != null) {
            return run.run(id);
        }
        Optional<RunRecord> newest = run.latest();
        return newest.orElseThrow(() -> new IllegalArgumentException("No run is recorded under " + run.root()
                + ": found no runs/*.json, expected a root under which `outlayer run` has ended"));
    }

    @Override
    public String toString() {
        return id == null ? root : root + MARK + id;
    }
}
