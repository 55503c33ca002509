package outlayer.jobs.work;

import java.io.IOException;
import java.io.Serializable;
import outlayer.jobs.run.RunDirectory;
import outlayer.jobs.run.UnitSpec;
import outlayer.jobs.run.UnitWriter;

/**
 * The smallest piece of work that is published or redone. It is planned by the driver, travels to a task, and there reads
 * what its inputs published, computes, and writes its files; the runner publishes them under {@link #spec()}'s key.
 */
public interface Unit extends Serializable {

    UnitSpec spec();

    /** Writes this unit's files; what it returns goes into the manifest. */
    Findings compute(RunDirectory run, UnitWriter writer) throws IOException;
}
