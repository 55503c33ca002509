package outlayer.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/**
 * Stores that cannot refuse a second writer (S3A of Hadoop 3.4.1 has no conditional put): each writer publishes under a name
 * of its own and the readers' rule chooses. Both hold the same data, so that it does not matter who looked when.
 *
 * @param wholeObjects whether a file appears only when its stream is closed; otherwise it is renamed from a temporary one
 */
record CandidateStore(Storage storage, boolean wholeObjects) implements ManifestStore {

    @Override
    public void put(Path unit, String attempt, String text) throws IOException {
        Path candidate = new Path(unit, ManifestStore.candidate(attempt));
        Path target = wholeObjects ? candidate : new Path(unit, ".manifest-" + attempt + ".tmp");
        try (FSDataOutputStream out = storage.create(target)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        if (!wholeObjects && !storage.fileSystem().rename(target, candidate)) {
            throw new IOException("Cannot rename " + target + " to " + candidate);
        }
    }
}
