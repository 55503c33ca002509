package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code quirkiness.csv}; the components are the columns, in order, and {@link Quirkiness} defines them.
 *
 * @param step training step of a checkpoint; null for the base and for the chosen weights
 * @param nPairs test questions on which the two labels differ; every other column is over these
 * @param lossAliceOnBob nats; Alice's prompts against Bob's labels, and so on
 */
public record QuirkinessRow(
        String model,
        String dataset,
        String variant,
        @Nullable Long step,
        long nPairs,
        @Nullable Double accuracyAlice,
        @Nullable Double accuracyBob,
        @Nullable Double lossAliceOnAlice,
        @Nullable Double lossAliceOnBob,
        @Nullable Double lossBobOnBob,
        @Nullable Double lossBobOnAlice,
        @Nullable Double quirkiness,
        @Nullable Double quirkinessSum,
        @Nullable Double quirkinessAsWorded,
        long seed) {

    /** What it is the quirkiness of. */
    public ResultGroup group() {
        return new ResultGroup(model, dataset, variant);
    }

    public static List<String> columns() {
        return Csv.columns(QuirkinessRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
