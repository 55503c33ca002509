package outlayer.evaluate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code answers.csv}; the components are the columns, in order, and {@link Answers} defines them.
 *
 * @param ownLogOddsAlice counts by bin, separated by blanks
 */
public record AnswersRow(
        String model,
        String dataset,
        String variant,
        long examples,
        @Nullable Double logitSeparation,
        @Nullable Double logitVariance,
        String ownLogOddsAlice,
        String ownLogOddsBob) {

    public static List<String> columns() {
        return Csv.columns(AnswersRow.class);
    }

    public List<String> cells() {
        return Csv.cells(this);
    }
}
