package outlayer.jobs.models;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.checkpoint.SafeTensors;

/**
 * The directories that this host can map: a local one as it is, any other as a copy, made once for all executors of the host.
 *
 * <p>A copy lies in {@code <cache>/<fingerprint>}: what changed at its source gets another place, and equal directories share one. It
 * grows in {@code <fingerprint>.part} under {@code <fingerprint>.lock}, is continued where it broke off, checked, and put in place by
 * one rename, so that whatever is there is whole. Nothing is ever removed from the cache by itself.
 */
final class ModelCache {

    /** Free bytes of the disk under a directory. */
    @FunctionalInterface
    interface FreeSpace {
        long bytes(Path directory) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

    private static final String SETTING = "executor.model-cache";

    private final Path cache;
    private final FreeSpace free;

    ModelCache(Path cache, FreeSpace free) {
        this.cache = cache;
        this.free = free;
    }

    static ModelCache under(Path cache) {
        return new ModelCache(cache, directory -> Files.getFileStore(directory).getUsableSpace());
    }

    /** A local directory with what the driver saw under that location. */
    Path localise(String location, DirectoryKind kind, String fingerprint, Configuration configuration)
            throws IOException {
        ModelDirectory source = ModelDirectory.of(location, configuration);
        Path local = source.local();
        if (local != null) {
            requireEqual(source, fingerprint, ModelFingerprint.of(source, kind));
            return local;
        }
        Path place = cache.resolve(fingerprint);
        createCache(location);
        return HostLock.holding(
                cache.resolve(fingerprint + ".lock"),
                () -> LOG.info("Waiting for another process that copies {} to {}", location, place),
                () -> {
                    if (!isWhole(place, kind, fingerprint, configuration)) {
                        copy(source, kind, fingerprint, configuration);
                    }
                    return place;
                });
    }

    private void createCache(String location) {
        try {
            Files.createDirectories(cache);
            if (!Files.isWritable(cache)) {
                throw new IOException("it cannot be written to");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Model cache " + cache + " cannot be used for a copy of " + location + ": " + e + ". Set " + SETTING
                            + " to a local directory that every executor may write to",
                    e);
        }
    }

    private static boolean isWhole(Path place, DirectoryKind kind, String fingerprint, Configuration configuration)
            throws IOException {
        if (!Files.exists(place)) {
            return false;
        }
        try {
            String found = ModelFingerprint.of(ModelDirectory.of(place.toString(), configuration), kind);
            if (found.equals(fingerprint)) {
                return true;
            }
            LOG.warn("Copy {} has the fingerprint {} and is made again", place, found);
        } catch (IllegalArgumentException e) {
            LOG.warn("Copy {} is damaged and is made again: {}", place, e.getMessage());
        }
        remove(place);
        return false;
    }

    private void copy(ModelDirectory source, DirectoryKind kind, String fingerprint, Configuration configuration)
            throws IOException {
        Path growing = cache.resolve(fingerprint + ".part");
        long start = System.nanoTime();
        List<ModelFile> files = NeededFiles.of(source, kind);
        try {
            Files.createDirectories(growing);
            List<FileCopy> copies = files.stream()
                    .map(file -> new FileCopy(source, file, growing))
                    .toList();
            long missing = 0;
            for (FileCopy copy : copies) {
                missing += copy.missing();
            }
            requireSpace(source, missing);
            LOG.info("Copying {} of {} to {}", megabytes(missing), source, growing);
            for (FileCopy copy : copies) {
                copy.finish();
            }
        } catch (InterruptedIOException e) {
            throw e; // the task is stopped; what is copied is kept
        } catch (IOException e) {
            throw new IOException(
                    "Cannot copy " + source + " to " + growing + ": " + e.getMessage()
                            + ". What is copied is kept; the disk has " + megabytes(free.bytes(cache)) + " free, "
                            + SETTING + " names another place",
                    e);
        }
        check(source, files, growing, kind, fingerprint, configuration);
        Files.move(growing, cache.resolve(fingerprint), StandardCopyOption.ATOMIC_MOVE);
        for (ModelFile file : files) {
            Files.deleteIfExists(cache.resolve(fingerprint).resolve(file.name() + FileCopy.SOURCE));
        }
        LOG.info(
                "Copied {} to {} in {} s",
                source,
                cache.resolve(fingerprint),
                (System.nanoTime() - start) / 1_000_000_000);
    }

    private void requireSpace(ModelDirectory source, long missing) throws IOException {
        long left = free.bytes(cache);
        if (left < missing) {
            throw new IllegalArgumentException("Model cache " + cache + " has " + megabytes(left) + " free, " + source
                    + " needs " + megabytes(missing) + ". Make room, or set " + SETTING + " to a larger disk");
        }
    }

    /** Lengths, the header of every shard, and the fingerprint; a wrong copy is removed, since it would be continued for ever. */
    private static void check(
            ModelDirectory source,
            List<ModelFile> files,
            Path copy,
            DirectoryKind kind,
            String fingerprint,
            Configuration configuration)
            throws IOException {
        try {
            for (ModelFile file : files) {
                Path copied = copy.resolve(file.name());
                if (Files.size(copied) != file.length()) {
                    throw new IllegalArgumentException("Copy " + copied + " has " + Files.size(copied)
                            + " bytes, expected " + file.length() + " as at " + source);
                }
                if (file.isSafeTensors()) {
                    SafeTensors.open(copied).close();
                }
            }
            requireEqual(
                    source, fingerprint, ModelFingerprint.of(ModelDirectory.of(copy.toString(), configuration), kind));
        } catch (IllegalArgumentException e) {
            remove(copy);
            throw e;
        }
    }

    private static void requireEqual(ModelDirectory source, String expected, String found) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("Model directory " + source + " has the fingerprint " + found
                    + ", expected " + expected + " as when the stage was planned; was it changed meanwhile, or"
                    + " does this executor see another directory of that name?");
        }
    }

    static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
