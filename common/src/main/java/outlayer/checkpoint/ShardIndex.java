package outlayer.checkpoint;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code model.safetensors.index.json}: the file in which each tensor lies. */
final class ShardIndex {

    private static final String MAP = "weight_map";

    private ShardIndex() {}

    /** From the name of a tensor to the name of a file beside the index. */
    static SortedMap<String, String> read(Path index) throws IOException {
        JsonFields map = JsonFields.read(index).object(MAP);
        if (map == null || map.json().isEmpty()) {
            throw new IllegalArgumentException(
                    index + ": " + MAP + " is missing or empty, expected the file of each tensor");
        }
        var files = new TreeMap<String, String>();
        for (Map.Entry<String, JsonElement> entry : map.json().entrySet()) {
            String file = map.text(entry.getKey());
            if (file == null || file.isEmpty() || file.contains("/") || file.contains("\\")) {
                throw map.refused(entry.getKey(), entry.getValue().toString(), "the name of a file in this directory");
            }
            files.put(entry.getKey(), file);
        }
        return files;
    }
}
