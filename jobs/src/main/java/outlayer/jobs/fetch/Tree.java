package outlayer.jobs.fetch;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page of a commit's list of files.
 *
 * @param next where the following page is
 */
record Tree(List<Entry> files, Optional<URI> next) {

    private static final Gson GSON = new Gson();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,<]*\\brel=\"?next\\b");

    /** A file as the hub spells it; nothing in it is trusted before it is a {@link RemoteFile}. */
    record Entry(
            @Nullable String type,
            @Nullable String path,
            @Nullable String oid,
            long size,
            @Nullable Lfs lfs) {

        RemoteFile file() {
            if (path == null || oid == null) {
                throw new FetchException("The hub lists a file without path or oid: " + this);
            }
            return lfs == null
                    ? new RemoteFile(path, size, new Checksum(Checksum.Kind.GIT, oid))
                    : new RemoteFile(path, lfs.size, new Checksum(Checksum.Kind.SHA256, String.valueOf(lfs.oid)));
        }
    }

    /** What stands in git in place of a large file. */
    record Lfs(@Nullable String oid, long size) {}

    static Tree parse(URI at, String text, HttpHeaders headers) {
        List<Entry> files = new ArrayList<>();
        try {
            for (JsonElement element : JsonParser.parseString(text).getAsJsonArray()) {
                Entry entry = GSON.fromJson(element, Entry.class);
                if ("file".equals(entry.type)) {
                    files.add(entry);
                }
            }
        } catch (JsonParseException | IllegalStateException | NumberFormatException e) {
            throw unreadable(at, "a list of files", text, e);
        }
        return new Tree(List.copyOf(files), next(at, headers));
    }

    /** The commit in the hub's answer about a revision. */
    static String commit(URI at, String text) {
        try {
            JsonObject answer = JsonParser.parseString(text).getAsJsonObject();
            String sha = answer.has("sha") ? answer.get("sha").getAsString() : "";
            if (Hub.isCommit(sha)) {
                return sha;
            }
            throw new IllegalStateException("sha is '" + sha + "'");
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw unreadable(at, "an object with the sha of a commit", text, e);
        }
    }

    /** The address under rel="next" of the Link header (RFC 8288). */
    private static Optional<URI> next(URI at, HttpHeaders headers) {
        return headers.allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(found -> at.resolve(found.group(1)))
                .findFirst();
    }

    private static FetchException unreadable(URI at, String expected, String text, Exception cause) {
        String start = text.substring(0, Math.min(80, text.length())).replaceAll("\\s+", " ");
        return new FetchException(
                Wire.withoutQuery(at) + ": found '" + start + "', expected " + expected + " as JSON ("
                        + cause.getMessage() + "). Is HF_ENDPOINT a Hugging Face hub?",
                cause);
    }
}
