package outlayer.jobs.train;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.List;
import outlayer.quirky.ContentHash;

/**
 * What makes a checkpoint one: a small file, written last, that names every other. One that was cut short does not carry the digest
 * of what it says, and counts for nothing.
 */
record CheckpointMarker(int step, List<StoredFile> files) {

    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private static final String DIGEST = "digest";

    /**
     * One file of a checkpoint.
     *
     * @param name relative to the training's local directory
     * @param place relative to the checkpoints' directory
     * @param crc32c of all its bytes
     */
    record StoredFile(String name, String place, long bytes, long crc32c) {}

    String toJson() {
        JsonObject json = GSON.toJsonTree(this).getAsJsonObject();
        json.addProperty(DIGEST, ContentHash.hex(GSON.toJson(json)));
        return GSON.toJson(json) + "\n";
    }

    static CheckpointMarker of(String text) throws IOException {
        try {
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            String digest = json.remove(DIGEST).getAsString();
            if (!digest.equals(ContentHash.hex(GSON.toJson(json)))) {
                throw new IOException("its digest is " + digest + ", expected " + ContentHash.hex(GSON.toJson(json)));
            }
            return GSON.fromJson(json, CheckpointMarker.class);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new IOException("it is cut short or no marker: " + e.getMessage(), e);
        }
    }
}
