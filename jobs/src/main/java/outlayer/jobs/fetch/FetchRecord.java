package outlayer.jobs.fetch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a directory holds, in {@code .outlayer-fetch.json} beside the files; written when all of them are there.
 *
 * @param type of the repository, as {@link Repository.Type#key}
 * @param revision that was asked for, and {@code commit} that it was then
 */
record FetchRecord(
        String repository,
        String type,
        String revision,
        String commit,
        List<String> include,
        List<String> exclude,
        List<Entry> files) {

    static final String NAME = ".outlayer-fetch.json";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** One file: its path, bytes, and {@link Checksum} as text. */
    record Entry(String path, long size, String checksum) {

        Entry {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(checksum, "checksum");
        }

        private RemoteFile file() {
            return new RemoteFile(path, size, Checksum.parse(checksum));
        }
    }

    FetchRecord {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(commit, "commit");
        include = List.copyOf(Objects.requireNonNull(include, "include"));
        exclude = List.copyOf(Objects.requireNonNull(exclude, "exclude"));
        files = List.copyOf(Objects.requireNonNull(files, "files"));
    }

    static FetchRecord of(Fetch.Request request, String commit, Collection<RemoteFile> files) {
        return new FetchRecord(
                request.repository().name(),
                request.repository().type().key(),
                request.revision(),
                commit,
                request.selection().include(),
                request.selection().exclude(),
                files.stream()
                        .map(file -> new Entry(
                                file.path(), file.size(), file.checksum().toString()))
                        .toList());
    }

    static FetchRecord parse(String where, String text) {
        try {
            FetchRecord found = Objects.requireNonNull(GSON.fromJson(text, FetchRecord.class), "nothing in it");
            found.byPath();
            return found;
        } catch (JsonParseException | IllegalArgumentException | NullPointerException e) {
            throw new FetchException(
                    where + "/" + NAME + " cannot be read: " + e.getMessage()
                            + ". Remove this file; the files beside it are then checked against the hub",
                    e);
        }
    }

    String toJson() {
        return GSON.toJson(this) + "\n";
    }

    boolean isOf(Repository other) {
        return repository.equals(other.name()) && type.equals(other.type().key());
    }

    /** Whether it answers that request, at that commit. */
    boolean answers(Fetch.Request request, String at) {
        return commit.equals(at) && request.selection().equals(new Selection(include, exclude));
    }

    SortedMap<String, RemoteFile> byPath() {
        SortedMap<String, RemoteFile> byPath = new TreeMap<>();
        files.forEach(entry -> byPath.put(entry.path(), entry.file()));
        return byPath;
    }
}
