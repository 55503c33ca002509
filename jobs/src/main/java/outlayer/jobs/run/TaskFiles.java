package outlayer.jobs.run;

import java.io.Serializable;
import org.apache.hadoop.fs.Path;

/**
 * The directory of one attempt at a unit, as tasks of a Spark job see it. Every attempt at a task has a folder of its own, so
 * that a repeated task never meets what the one before it left; what no manifest names does not exist for readers.
 */
public final class TaskFiles implements Serializable {

    private final Storage storage;
    private final String attempt;

    TaskFiles(Storage storage, Path attempt) {
        this.storage = storage;
        this.attempt = attempt.toString();
    }

    /** A new file in the folder of one attempt at a task, by Spark's number of it. */
    public UnitFile file(long taskAttempt, String name) {
        Names.checkPath("file name", name);
        return new UnitFile(storage, new Path(attempt), "task-" + taskAttempt, name);
    }
}
