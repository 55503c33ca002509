package outlayer.jobs.run;

import java.util.regex.Pattern;

/** The names that become parts of paths, on every file system: letters, digits, dot, dash and underscore. */
final class Names {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private Names() {}

    static String check(String what, String name) {
        if (!SEGMENT.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The " + what + " '" + name + "' cannot be part of a path: expected a letter or "
                            + "digit, then letters, digits, '.', '-' or '_', at most 200 in all");
        }
        return name;
    }

    /** As above, with folders: {@code adapter/config.json}. */
    static String checkPath(String what, String name) {
        for (String segment : name.split("/", -1)) {
            check(what, segment);
        }
        return name;
    }
}
