package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Another executor of the host: copies a model, slowly, and writes down how many bytes it read. */
final class CopyingProcess {

    static final int PAUSE_MILLIS = 150;

    private CopyingProcess() {}

    /** Source, cache, fingerprint, where to write the count. */
    public static void main(String[] args) throws IOException {
        ModelCache.under(Path.of(args[1]))
                .localise(args[0], DirectoryKind.MODEL, args[2], StoreFileSystem.slow(PAUSE_MILLIS));
        Files.writeString(Path.of(args[3]), Long.toString(StoreFileSystem.SEQUENTIAL.get()));
    }
}
