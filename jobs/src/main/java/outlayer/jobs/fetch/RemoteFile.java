package outlayer.jobs.fetch;

import java.util.Set;

/**
 * One file of a commit, as the hub states it.
 *
 * @param path relative, with {@code /}; checked to stay inside the directory that it is resolved against
 * @param size bytes
 */
record RemoteFile(String path, long size, Checksum checksum) {

    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    RemoteFile {
        for (String name : path.split("/", -1)) {
            if (NO_NAMES.contains(name) || name.chars().anyMatch(c -> c == '\\' || c < ' ')) {
                throw new FetchException("The repository has a file '" + path.replaceAll("\\p{Cntrl}", "?")
                        + "', which could leave the target directory: expected names separated by '/'. Nothing was written"
                        + " for it; leave it out with --exclude only if you trust the rest of this repository");
            }
        }
        if (path.equals(FetchRecord.NAME)) {
            throw new FetchException("The repository has a file " + path
                    + ", the name under which Outlayer records what it fetched; leave it out with --exclude");
        }
        if (size < 0) {
            throw new FetchException(path + ": found a size of " + size + " bytes, expected 0 or more");
        }
    }
}
