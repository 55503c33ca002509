package outlayer.jobs.fetch;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A commit's files as the hub lists them; those that end in .safetensors are large, stored elsewhere. */
final class TreeJson {

    static final String LARGE = ".safetensors";

    private TreeJson() {}

    static List<JsonObject> entries(Map<String, byte[]> files) {
        List<JsonObject> entries = new ArrayList<>(List.of(directory()));
        new TreeMap<>(files).forEach((path, content) -> entries.add(entry(path, content)));
        return entries;
    }

    private static JsonObject directory() {
        JsonObject entry = new JsonObject();
        entry.addProperty("type", "directory");
        entry.addProperty("oid", "0".repeat(40));
        entry.addProperty("size", 0);
        entry.addProperty("path", "a-directory");
        return entry;
    }

    /** As the hub spells a file: for a large one, the oid and the size in git are those of a pointer. */
    private static JsonObject entry(String path, byte[] content) {
        JsonObject entry = new JsonObject();
        entry.addProperty("type", "file");
        entry.addProperty("path", path);
        entry.addProperty("size", content.length);
        if (path.endsWith(LARGE)) {
            JsonObject lfs = new JsonObject();
            lfs.addProperty(
                    "oid", RemoteFiles.checksum(content, Checksum.Kind.SHA256).hex());
            lfs.addProperty("size", content.length);
            lfs.addProperty("pointerSize", 134);
            entry.addProperty("oid", "f".repeat(40));
            entry.add("lfs", lfs);
        } else {
            entry.addProperty(
                    "oid", RemoteFiles.checksum(content, Checksum.Kind.GIT).hex());
        }
        return entry;
    }
}
