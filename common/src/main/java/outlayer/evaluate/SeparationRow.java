package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code separation.csv}; the components are the columns, in order, and {@link Separation} defines them.
 * Both numbers are null on a layer without variance or with one class only.
 */
public record SeparationRow(
        String model,
        String dataset,
        String variant,
        String feature,
        String layer,
        @Nullable Double separation,
        @Nullable Double separationQuarter) {

    public static List<String> columns() {
        return Csv.columns(SeparationRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
