package outlayer.jobs.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HDFS and its like: a complete temporary file is renamed to its name, which the name node refuses where that is taken. */
record RenameStore(Storage storage) implements ManifestStore {

    private static final Logger LOG = LoggerFactory.getLogger(RenameStore.class);

    @Override
    public void put(Path unit, String attempt, String text) throws IOException {
        Path whole = new Path(unit, ".manifest-" + attempt + ".tmp");
        try (FSDataOutputStream out = storage.create(whole)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.hsync();
        }
        try {
            FileContext.getFileContext(unit.toUri(), storage.configuration())
                    .rename(whole, new Path(unit, NAME), Rename.NONE);
        } catch (FileAlreadyExistsException e) {
            LOG.debug("{} is published already", unit);
        } finally {
            storage.fileSystem().delete(whole, false);
        }
    }
}
