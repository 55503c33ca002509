package outlayer.jobs.run;

import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * One thing that no retained run needs.
 *
 * @param what names it: {@code extract 5d85b7e50fd444f3e8dc6ab0}
 * @param reason why nothing needs it
 * @param paths in the order in which they are removed, so that no reader meets a manifest without its data
 */
public record Leftover(Kind kind, String what, long bytes, String reason, List<Path> paths) {

    /** In the order in which they are removed: what names units goes before them. */
    public enum Kind {
        RUN("run records"),
        PIN("pins"),
        UNIT("units"),
        ATTEMPT("attempts of ended writers"),
        TRAINING("checkpoints of ended trainings"),
        TEMPORARY("temporary files of ended writers");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }

        public String plural() {
            return plural;
        }
    }

    public Leftover {
        paths = List.copyOf(paths);
    }
}
