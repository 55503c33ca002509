package outlayer.jobs.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A model that this host copied from a Hadoop path, whole or in part.
 *
 * @param directory in the cache
 * @param fingerprint of the model's files, by which units name what they were made with
 * @param modified when it was made or last continued
 */
public record CachedCopy(Path directory, String fingerprint, long bytes, Instant modified) {

    private static final String PART = ".part";

    /** All of a cache; none where there is no such directory. */
    public static List<CachedCopy> under(Path cache) throws IOException {
        List<CachedCopy> copies = new ArrayList<>();
        if (Files.isDirectory(cache)) {
            try (Stream<Path> entries = Files.list(cache)) {
                for (Path entry : entries.filter(Files::isDirectory).sorted().toList()) {
                    copies.add(of(entry));
                }
            }
        }
        return copies;
    }

    private static CachedCopy of(Path directory) throws IOException {
        String name = directory.getFileName().toString();
        long bytes = 0;
        Instant modified = Files.getLastModifiedTime(directory).toInstant();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
                Instant touched = Files.getLastModifiedTime(file).toInstant();
                modified = touched.isAfter(modified) ? touched : modified;
            }
        }
        return new CachedCopy(directory, name.endsWith(PART) ? name.replace(PART, "") : name, bytes, modified);
    }

    /** Waits for a process that copies it; one that has mapped it keeps its pages until it ends. */
    public void remove() throws IOException {
        HostLock.holding(directory.resolveSibling(fingerprint + ".lock"), () -> {}, () -> {
            if (Files.exists(directory)) {
                ModelCache.remove(directory);
            }
            return directory;
        });
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s, %.1f MB, of %s", directory, bytes / 1e6, modified);
    }
}
