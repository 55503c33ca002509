package outlayer.jobs.run;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * How a manifest comes to be there whole, once, and never over another, on one kind of file system. Reading is the same for
 * all: {@code manifest.json} where there is one, else the candidate {@code manifest-<attempt>.json} of the smallest name.
 * Once all writers of a unit have ended, all readers therefore agree.
 */
sealed interface ManifestStore permits LinkStore, RenameStore, CandidateStore {

    String NAME = "manifest.json";

    /** File systems whose rename refuses an existing target in one atomic step. */
    Set<String> ATOMIC_RENAME = Set.of("hdfs", "viewfs", "ofs", "o3fs");

    /**
     * Puts the text where readers look, unless another attempt is published already, which is no error. May throw although
     * the text arrived (a response was lost): the caller then looks who is published.
     */
    void put(Path unit, String attempt, String text) throws IOException;

    static ManifestStore of(Storage storage) {
        String scheme = String.valueOf(storage.root().toUri().getScheme());
        if (scheme.equals("file")) {
            return new LinkStore(new CandidateStore(storage));
        }
        return ATOMIC_RENAME.contains(scheme) ? new RenameStore(storage) : new CandidateStore(storage);
    }

    static String candidate(String attempt) {
        return "manifest-" + attempt + ".json";
    }

    /** The one manifest among the files of a unit that every reader follows. */
    static Optional<FileStatus> winner(List<FileStatus> unit) {
        return unit.stream()
                .filter(FileStatus::isFile)
                .filter(file -> isManifest(file.getPath().getName()))
                .min(Comparator.comparing(
                                (FileStatus file) -> !file.getPath().getName().equals(NAME))
                        .thenComparing(file -> file.getPath().getName()));
    }

    private static boolean isManifest(String name) {
        return name.equals(NAME) || (name.startsWith("manifest-") && name.endsWith(".json"));
    }
}
