package outlayer.jobs.mllib;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of rows that cannot be scored, as the parameter handleInvalid of MLlib's own stages names it. */
enum Invalid {
    /** Without a score. */
    KEEP,
    /** Left out. */
    SKIP,
    /** They stop the work. */
    ERROR;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Invalid of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Invalid::key).toList();
    }
}
