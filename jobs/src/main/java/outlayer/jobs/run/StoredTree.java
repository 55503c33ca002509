package outlayer.jobs.run;

import java.time.Instant;
import org.apache.hadoop.fs.FileStatus;

/**
 * All files below a directory, taken together.
 *
 * @param newest when the youngest of them was written; of an empty directory, when that was made
 */
record StoredTree(long bytes, Instant newest) {

    static StoredTree of(Storage storage, FileStatus status) {
        Instant own = Instant.ofEpochMilli(status.getModificationTime());
        if (status.isFile()) {
            return new StoredTree(status.getLen(), own);
        }
        // Object stores know no time of a directory.
        Instant newest = storage.local() ? own : Instant.EPOCH;
        long bytes = 0;
        for (FileStatus below : storage.list(status.getPath())) {
            StoredTree tree = of(storage, below);
            bytes += tree.bytes;
            newest = tree.touchedAfter(newest);
        }
        return new StoredTree(bytes, newest);
    }

    /** The later of both times. */
    Instant touchedAfter(Instant other) {
        return newest.isAfter(other) ? newest : other;
    }
}
