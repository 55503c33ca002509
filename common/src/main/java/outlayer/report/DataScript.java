package outlayer.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import java.nio.charset.StandardCharsets;

/**
 * Data beside the page, as a script that hands them over: a page opened from disk may load scripts but not fetch files. The
 * page asks for one when somebody looks at what is in it.
 */
final class DataScript {

    /** Escapes angle brackets, ampersands and line separators, so that any text is safe in a script, beside a page or inside. */
    private static final Gson SAFE = new GsonBuilder().serializeNulls().create();

    private DataScript() {}

    /** The element as text that is safe inside a script element. */
    static String json(JsonElement data) {
        return SAFE.toJson(data);
    }

    /** Content of the file of this path, relative to the page. */
    static byte[] content(String path, JsonElement data) {
        return content(path, json(data));
    }

    /** The same for data that are JSON text already. */
    static byte[] content(String path, String json) {
        return ("outlayer.receive(" + SAFE.toJson(path) + ", " + json + ");\n").getBytes(StandardCharsets.UTF_8);
    }
}
