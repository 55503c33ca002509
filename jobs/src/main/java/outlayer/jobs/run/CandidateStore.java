package outlayer.jobs.run;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/**
 * Stores that cannot refuse a second writer (S3A of Hadoop 3.4.1 has no conditional put): each writer publishes under a name
 * of its own and the readers' rule chooses. Both hold the same data, so that it does not matter who looked when.
 */
record CandidateStore(Storage storage) implements ManifestStore {

    @Override
    public void put(Path unit, String attempt, String text) throws IOException {
        storage.createWhole(new Path(unit, ManifestStore.candidate(attempt)), text);
    }
}
