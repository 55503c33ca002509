package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.QuirkinessRow;
import outlayer.evaluate.ResultGroup;

/**
 * The quirkiness of one model in two runs.
 *
 * @param difference second less first; null where one of them is not defined
 */
public record QuirkinessChange(
        ResultGroup group,
        @Nullable Double quirkinessFirst,
        @Nullable Double quirkinessSecond,
        @Nullable Double difference) {

    static QuirkinessChange of(QuirkinessRow first, QuirkinessRow second) {
        Double a = first.quirkiness();
        Double b = second.quirkiness();
        return new QuirkinessChange(first.group(), a, b, a == null || b == null ? null : b - a);
    }

    double size() {
        if (difference != null) {
            return Math.abs(difference);
        }
        return quirkinessFirst == null && quirkinessSecond == null ? 0 : Double.POSITIVE_INFINITY;
    }
}
