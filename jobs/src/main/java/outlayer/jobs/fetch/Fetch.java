package outlayer.jobs.fetch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import outlayer.jobs.settings.SettingsException;

/**
 * Brings the wanted files of one commit to a directory, and records them there last. What is there already, recorded or of
 * the right content, is not fetched again; what an earlier fetch recorded of another commit goes away.
 */
public final class Fetch {

    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);

    private final Hub hub;
    private final Request request;
    private final Destination destination;

    private Fetch(Hub hub, Request request, Destination destination) {
        this.hub = hub;
        this.request = request;
        this.destination = destination;
    }

    /**
     * What is wanted.
     *
     * @param revision a branch, tag, pull request ({@code refs/pr/1}) or commit
     * @param parallel files at a time
     */
    public record Request(Repository repository, String revision, Selection selection, int parallel) {

        public Request {
            if (revision.isBlank()) {
                throw new SettingsException("--revision: found nothing, expected a branch, tag or commit");
            }
            if (parallel < 1 || parallel > 64) {
                throw new SettingsException("--parallel: found " + parallel + ", expected 1 to 64 files at a time");
            }
        }
    }

    /**
     * What was done.
     *
     * @param files that the directory holds of this commit, and their {@code bytes}
     * @param fetched files of them that were not there before
     */
    public record Outcome(String commit, int files, long bytes, int fetched) {}

    public static Outcome run(Hub hub, Request request, Destination destination) throws InterruptedException {
        try {
            return new Fetch(hub, request, destination).run();
        } catch (IOException e) {
            throw new FetchException(
                    "Cannot read or write " + destination.where() + ": " + e
                            + ". Start again when that is mended: what has arrived is kept",
                    e);
        }
    }

    private Outcome run() throws IOException, InterruptedException {
        Optional<FetchRecord> before = destination.record();
        if (before.isPresent() && !before.get().isOf(request.repository())) {
            throw new FetchException(destination.where() + " holds the "
                    + before.get().type() + " "
                    + before.get().repository() + ", expected " + request.repository() + " or nothing: fetch to another"
                    + " directory, or remove this one first");
        }
        String commit = hub.commit(request.repository(), request.revision());
        SortedMap<String, RemoteFile> there = new TreeMap<>();
        if (before.isPresent()) {
            there.putAll(present(before.get()));
            if (before.get().answers(request, commit)
                    && there.size() == before.get().files().size()) {
                return outcome(commit, there.values(), 0);
            }
        }
        List<RemoteFile> wanted = hub.files(request.repository(), commit, request.selection());
        if (before.isPresent() && !before.get().commit().equals(commit)) {
            forget(there, wanted);
        }
        List<RemoteFile> missing = wanted.stream()
                .filter(file -> !file.equals(there.get(file.path())))
                .sorted(Comparator.comparingLong(RemoteFile::size).reversed())
                .toList();
        int fetched = bring(commit, missing);
        wanted.forEach(file -> there.put(file.path(), file));
        destination.write(FetchRecord.of(request, commit, there.values()));
        return outcome(commit, there.values(), fetched);
    }

    /** The recorded files that are still there, in their size. */
    private SortedMap<String, RemoteFile> present(FetchRecord record) throws IOException {
        SortedMap<String, RemoteFile> present = new TreeMap<>();
        for (RemoteFile file : record.byPath().values()) {
            if (destination.length(file.path()).orElse(-1) == file.size()) {
                present.put(file.path(), file);
            }
        }
        return present;
    }

    /** Leaves nothing of an earlier commit but what this one has in the same content, and no record of it. */
    private void forget(SortedMap<String, RemoteFile> there, List<RemoteFile> wanted) throws IOException {
        Set<RemoteFile> kept = Set.copyOf(wanted);
        for (RemoteFile file : List.copyOf(there.values())) {
            if (!kept.contains(file)) {
                LOG.info("{}: removed, this content is not part of the commit that is fetched now", file.path());
                destination.delete(file.path());
                there.remove(file.path());
            }
        }
        destination.delete(FetchRecord.NAME);
    }

    /** How many files really had to be fetched: the others were there, only not recorded. */
    private int bring(String commit, List<RemoteFile> missing) throws IOException, InterruptedException {
        Parts parts = destination.parts();
        parts.sweep(missing);
        long bytes = bytes(missing);
        LOG.info(
                "{} at {}: {} files, {} MB, to {}",
                request.repository(),
                commit,
                missing.size(),
                bytes / 1_000_000,
                destination.where());
        try (FetchProgress progress = new FetchProgress("fetch", parts.bytes(missing), bytes)) {
            Download download = new Download(hub, request.repository(), commit, destination, progress);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            missing.forEach(file -> tasks.add(() -> download.bring(file)));
            return Parallel.count(tasks, request.parallel());
        }
    }

    private static long bytes(Collection<RemoteFile> files) {
        return files.stream().mapToLong(RemoteFile::size).sum();
    }

    private static Outcome outcome(String commit, Collection<RemoteFile> files, int fetched) {
        return new Outcome(commit, files.size(), bytes(files), fetched);
    }
}
