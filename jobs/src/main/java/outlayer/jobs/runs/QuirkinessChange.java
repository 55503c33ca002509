package outlayer.jobs.runs;

import org.jspecify.annotations.Nullable;
import outlayer.evaluate.QuirkinessRow;

/**
 * The quirkiness of one model in two runs.
 *
 * @param difference second less first; null where one of them is not defined
 */
public record QuirkinessChange(
        String model,
        String dataset,
        String variant,
        @Nullable Double quirkinessFirst,
        @Nullable Double quirkinessSecond,
        @Nullable Double difference) {

    static QuirkinessChange of(QuirkinessRow first, QuirkinessRow second) {
        Double a = first.quirkiness();
        Double b = second.quirkiness();
        return new QuirkinessChange(
                first.model(), first.dataset(), first.variant(), a, b, a == null || b == null ? null : b - a);
    }

    double size() {
        if (difference != null) {
            return Math.abs(difference);
        }
        return quirkinessFirst == null && quirkinessSecond == null ? 0 : Double.POSITIVE_INFINITY;
    }
}
