package outlayer.report;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that published numbers rest on.
 *
 * @param name ours
 * @param words for a reader
 * @param value with which a number was published; null where its source states none
 * @param otherwise what is said where ours is another; %s is theirs
 */
record PublishedSetting(String name, String words, Function<Published, @Nullable String> value, String otherwise) {

    PublishedSetting(String name, String words, Function<Published, @Nullable String> value) {
        this(name, words, value, words + " other than %s");
    }

    /** The same for all that was published. */
    static PublishedSetting of(String name, String value) {
        return new PublishedSetting(name, name, theirs -> value);
    }

    /** Says why numbers cannot be compared by it; empty where they can. */
    Optional<String> difference(Method ours, Published theirs) {
        String expected = value.apply(theirs);
        if (expected == null) {
            return Optional.of(words + " not stated");
        }
        return ours.has(name, expected) ? Optional.empty() : Optional.of(otherwise.formatted(expected));
    }
}
