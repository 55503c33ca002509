package outlayer.report;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file with places named {@code ${name}}; each is filled once, in one pass, so what is filled in is never read again. */
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-zA-Z]+)\\}");

    private final String template;
    private final Map<String, String> values = new HashMap<>();

    Template(String template) {
        this.template = template;
    }

    /** Escaped. */
    Template text(String name, String text) {
        return markup(name, Html.escape(text));
    }

    /** As it is: made by this package, never by a user. */
    Template markup(String name, String markup) {
        values.put(name, markup);
        return this;
    }

    String finish() {
        StringBuilder out = new StringBuilder();
        TreeSet<String> unused = new TreeSet<>(values.keySet());
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("Template has the place " + place.group() + ", expected one of "
                        + new TreeSet<>(values.keySet()));
            }
            unused.remove(place.group(1));
            place.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException("Template has no place for " + unused);
        }
        return place.appendTail(out).toString();
    }
}
