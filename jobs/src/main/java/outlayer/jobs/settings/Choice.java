package outlayer.jobs.settings;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A setting that is one of a few words. */
final class Choice {

    private Choice() {}

    /** The value of that key. */
    static <T> T of(String setting, String text, T[] values, Function<T, String> key) {
        List<String> known = Arrays.stream(values).map(key).toList();
        return Arrays.stream(values)
                .filter(value -> key.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        setting + " is \"" + text + "\"; " + NearestName.suggestion(text, known)));
    }
}
