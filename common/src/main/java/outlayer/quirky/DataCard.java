package outlayer.quirky;

import java.util.ArrayList;
import java.util.List;

/**
 * What a dataset holds, in counts.
 *
 * @param templateFingerprint of the template set
 * @param baseQuestions questions drawn, recurrences included
 * @param distinctQuestions different operands among them, swapped ones counted once where order does not matter
 * @param trainedQuestions of these, how many the train part shows
 * @param rows one per part and character
 * @param warnings what a reader of the results should know
 */
public record DataCard(
        String dataset,
        String templateSet,
        String templateFingerprint,
        long seed,
        int baseQuestions,
        int distinctQuestions,
        int trainedQuestions,
        List<DataCardRow> rows,
        List<String> warnings) {

    /** Parts of detection with fewer different questions are warned of. */
    private static final int FEW_QUESTIONS = 20;

    public DataCard {
        rows = List.copyOf(rows);
        warnings = List.copyOf(warnings);
    }

    /** Share of the questions that are never trained on. */
    public double heldOutShare() {
        return 1 - (double) trainedQuestions / distinctQuestions;
    }

    /** How many drawn questions had been drawn before. */
    public int recurrences() {
        return baseQuestions - distinctQuestions;
    }

    /** What the counts of a dataset warn of. */
    static List<String> warnings(String dataset, List<DataCardRow> rows, PartOptions options) {
        List<String> warnings = new ArrayList<>();
        for (DataCardRow row : rows) {
            String where = "Dataset %s, part %s, %s"
                    .formatted(dataset, row.part().key(), row.character().key());
            if (row.examples() == 0 && wanted(row.part(), options)) {
                warnings.add(where + ": no example");
            } else if (row.part() == Part.TRUSTED && row.examples() > 0 && row.oneClass()) {
                warnings.add("%s: all %d labels are %s; probes of truth cannot be fitted"
                        .formatted(where, row.examples(), row.labelTrue() > 0));
            }
            if (row.examples() > 0
                    && row.questions() < FEW_QUESTIONS
                    && (row.part() == Part.TRUSTED || row.part() == Part.TEST)) {
                warnings.add("%s: %d examples ask only %d different questions; intervals by question will be wide"
                        .formatted(where, row.examples(), row.questions()));
            }
            int cap = options.caps().getOrDefault(row.part(), 0);
            if (row.examples() > 0 && row.examples() < cap) {
                warnings.add("%s: %d examples, fewer than the cap of %d".formatted(where, row.examples(), cap));
            }
        }
        return warnings;
    }

    private static boolean wanted(Part part, PartOptions options) {
        for (Stratum stratum : Stratum.values()) {
            if (options.shares(stratum).of(part) > 0) {
                return true;
            }
        }
        return false;
    }
}
