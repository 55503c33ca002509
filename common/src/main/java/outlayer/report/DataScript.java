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

    /** The same of JSON text, without reading it: what a script could stumble over stands inside its strings only. */
    static String escaped(String json) {
        StringBuilder out = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            switch (c) {
                case '<' -> out.append("\\u003c");
                case '>' -> out.append("\\u003e");
                case '&' -> out.append("\\u0026");
                case '=' -> out.append("\\u003d");
                case '\'' -> out.append("\\u0027");
                case '\u2028' -> out.append("\\u2028");
                case '\u2029' -> out.append("\\u2029");
                default -> out.append(c);
            }
        }
        return out.toString();
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
